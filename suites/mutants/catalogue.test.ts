import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Mutant } from 'ultra-parity';
import { expect, test } from 'vitest';

const DOCUMENT = readFileSync(new URL('../../docs/mutants.md', import.meta.url), 'utf8');
const HISTORIC = [...Array.from({ length: 46 }, (_, index) => String(index + 1)), '2b'];

const files = globSync('{historical,class}/**/*.mutant.ts', { cwd: import.meta.dirname });
const mutants: readonly Mutant[] = await Promise.all(
  files.map(
    async (file) => ((await import(new URL(file, import.meta.url).href)) as { readonly mutant: Mutant }).mutant,
  ),
);
const ids = mutants.map(({ id }) => id).toSorted();

/** Of the table below a heading, what each row says in its first and in its last column. */
function rows(heading: string): (readonly [string, string])[] {
  const section = DOCUMENT.split('\n## ').find((part) => part.startsWith(heading)) ?? '';
  const cells = [...section.matchAll(/^\| (?!-)(.+) \|$/gm)].map(([, row = '']) => row.split(' | '));
  return cells.slice(1).map((row) => [(row[0] ?? '').trim(), (row.at(-1) ?? '').trim()]);
}

const named = (text: string): string[] => text.match(/\b[HC]\d{2,3}\b/g) ?? [];

test('docs/mutants.md answers for each of the 47 divergences with a mutant', () => {
  const answered = rows('H:').filter(([, answer]) => named(answer).length > 0);

  expect(answered.map(([number]) => number)).toEqual(expect.arrayContaining(HISTORIC));
});

test('docs/mutants.md names every mutant, and none that there is not', () => {
  const inDocument = new Set(
    rows('H:')
      .concat(rows('C:'))
      .flatMap(([, answer]) => named(answer)),
  );

  expect([...inDocument].toSorted()).toEqual(ids);
});

test('no two mutants have one id, and the name of each file begins with it', () => {
  const numbers = files.map((file) => basename(file).split('-')[0]?.toUpperCase());

  expect(ids).toEqual(numbers.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
});

test('a mutant of tier H says which divergence it brings back, one of tier C which class it is of', () => {
  for (const { id, tier, origin } of mutants) {
    expect(id.startsWith(tier)).toBe(true);
    expect(origin).toMatch(tier === 'H' ? /^(Divergence \d+b?: |Found here: )/ : /^\S/);
  }
});
