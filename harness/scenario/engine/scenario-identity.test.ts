import { expect, test } from 'vitest';
import { isSelected, scenarioIdentity } from './scenario-identity.ts';

test('the id is the path below the folder of scenarios and a slug of the title', () => {
  const identity = scenarioIdentity('/work/suites/accounts/login.scenario.ts', "Refuses Ada's token, twice!", {
    config: '/work/parity.config.ts',
  });

  expect(identity).toEqual({
    id: 'accounts/login/refuses-ada-s-token-twice',
    title: "Refuses Ada's token, twice!",
    file: 'suites/accounts/login.scenario.ts',
  });
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
