import { describe, expect, test } from 'vitest';
import { comparePair } from './compare-pair.ts';
import { PAIRS } from './differences.ts';

const different = PAIRS.flatMap((pair) => (pair.says === 'equal' ? [] : [{ ...pair, says: pair.says }]));
const equal = PAIRS.filter(({ says }) => says === 'equal');

test('the table has 250 pairs that differ and 120 that do not, each with a title of its own', () => {
  expect(different.length).toBeGreaterThanOrEqual(250);
  expect(equal.length).toBeGreaterThanOrEqual(120);
  expect(new Set(PAIRS.map(({ title }) => title)).size).toBe(PAIRS.length);
});

describe('targets that differ in one thing diverge at its place', () => {
  test.each(different)('$title', async (pair) => {
    const { verdict, divergences } = await comparePair(pair);

    const { channel, pointer, kind } = pair.says;
    const places = divergences.map((one) => `${one.channel} ${one.pointer} ${one.kind}`);
    const isThere = divergences.some(
      (one) =>
        one.channel === channel &&
        (one.pointer === pointer || one.pointer.startsWith(`${pointer}/`)) &&
        (kind === undefined || one.kind === kind),
    );
    expect({ verdict, isThere, places }).toMatchObject({ verdict: 'divergent', isThere: true });
  });
});

describe('targets that differ in nothing that counts are equivalent', () => {
  test.each(equal)('$title', async (pair) => {
    const { verdict, divergences, reasons } = await comparePair(pair);

    expect({ verdict, divergences, reasons }).toEqual({ verdict: 'equivalent', divergences: [], reasons: [] });
  });
});
