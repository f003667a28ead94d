import { expect, test } from 'vitest';
import type { MutantResult } from '../../evidence/proof.ts';
import { scoreTier, smokeSet } from './score.ts';

const result = (id: string, outcome: MutantResult['outcome'], killedBy: readonly string[] = []): MutantResult => ({
  id,
  tier: 'H',
  title: id,
  outcome,
  killedBy,
  caught: [],
});

test('only a kill where it was expected counts', () => {
  const results = [
    result('a', 'killed', ['s']),
    result('b', 'killed-elsewhere', ['s']),
    result('c', 'survived'),
    result('d', 'inconclusive'),
  ];

  expect(scoreTier(results, 'H')).toMatchObject({ total: 4, killed: 1, score: 0.25 });
});

test('the lower bound is that of the Wilson interval', () => {
  const results = Array.from({ length: 5 }, (_, index) => result(String(index), 'killed', ['s']));

  expect(scoreTier(results, 'H').lower95).toBe(0.5655);
});

test('a tier without mutants misses no floor and proves nothing', () => {
  expect(scoreTier([], 'C')).toEqual({ total: 0, killed: 0, score: 1, lower95: 0 });
});

test('the smoke set takes the scenario that kills most first', () => {
  const results = [result('a', 'killed', ['s', 't']), result('b', 'killed', ['t']), result('c', 'killed', ['u'])];

  expect(smokeSet(results)).toEqual(['t', 'u']);
});
