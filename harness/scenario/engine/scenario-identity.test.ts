import { expect, test } from 'vitest';
import { identifyScenarios, isSelected, type TitlePath } from './scenario-identity.ts';

const CONFIG = { config: '/work/parity.config.ts' };

function identify(...titles: readonly TitlePath[]): string[] {
  return identifyScenarios('/work/suites/notes.scenario.ts', titles, CONFIG).map(({ id }) => id);
}

test('the id is the path below the folder of scenarios and a slug of the title', () => {
  const path = '/work/suites/accounts/login.scenario.ts';

  const [identity] = identifyScenarios(path, [["Refuses Ada's token, twice!"]], CONFIG);

  expect(identity).toEqual({
    id: 'accounts/login/refuses-ada-s-token-twice',
    title: "Refuses Ada's token, twice!",
    file: 'suites/accounts/login.scenario.ts',
  });
});

test.each<[string, TitlePath, string]>([
  ['Cyrillic', ['Показывает заметку'], 'notes/показывает-заметку'],
  ['Japanese', ['メモを表示する'], 'notes/メモを表示する'],
  ['Devanagari with its marks', ['नोट दिखाता है'], 'notes/नोट-दिखाता-है'],
  ['accents, however they are written', ['cafe\u0301'], 'notes/caf\u00e9'],
  ['a describe block', ['when empty', 'shows nothing'], 'notes/when-empty--shows-nothing'],
])('the letters of %s are kept', (_, title, expected) => {
  expect(identify(title)).toEqual([expected]);
});

test.each<[string, readonly TitlePath[]]>([
  ['differ in case and marks', [['Shows a note'], ['shows a note!'], ['shows: a note']]],
  ['have no letters', [['!'], ['?'], ['🎉'], ['🎊']]],
  [
    'stand in two describe blocks',
    [
      ['one', 'works'],
      ['two', 'works'],
    ],
  ],
  [
    'stand in describe blocks without letters',
    [
      ['!', 'works'],
      ['?', 'works'],
    ],
  ],
  ['split at another place', [['a', 'b c'], ['a b', 'c'], ['a b c']]],
  ['are long and differ at the end', [[`${'long '.repeat(80)}one`], [`${'long '.repeat(80)}two`]]],
  ['are long in a script of many bytes', [[`${'長い'.repeat(80)}一`], [`${'長い'.repeat(80)}二`]]],
])('titles that %s have ids of their own, fit for file names', (_, titles) => {
  const ids = identify(...titles);

  expect(new Set(ids).size).toBe(titles.length);
  expect(ids.every((id) => Buffer.byteLength(id) < 220)).toBe(true);
  expect(ids.every((id) => /^notes\/[\p{L}\p{N}\p{M}-]+$/u.test(id))).toBe(true);
});

test('an id does not depend on the order of the titles', () => {
  const forwards = identify(['Shows a note'], ['shows a note!']);
  const backwards = identify(['shows a note!'], ['Shows a note']);

  expect(forwards).toEqual(backwards.toReversed());
});

test('the same title twice in one block has one id', () => {
  const [one, other] = identify(['shows a note'], ['shows a note']);

  expect(one).toBe(other);
});

test.each([
  [null, true],
  ['accounts/**', true],
  ['accounts', true],
  ['accounts/login/refuses', true],
  ['accounts/*/refuses', true],
  ['health/**', false],
  ['accounts/log', false],
])('--scenario %s selects accounts/login/refuses: %s', (only, expected) => {
  expect(isSelected('accounts/login/refuses', only)).toBe(expected);
});
