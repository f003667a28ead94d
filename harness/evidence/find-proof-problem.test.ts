import { expect, test } from 'vitest';
import { SAMPLE_PROOF } from '../testing/prove/sample-proof.ts';
import { findProofProblem } from './find-proof-problem.ts';
import type { Proof } from './proof.ts';

const { tiers, mutants } = SAMPLE_PROOF;

test('a proof whose numbers follow from its mutants has no problem', () => {
  expect(findProofProblem(SAMPLE_PROOF)).toBeUndefined();
});

test.each<[what: string, changes: Partial<Proof>, problem: RegExp]>([
  ['a score of its own', { tiers: { ...tiers, H: { ...tiers.H, score: 1 } } }, /^tier H says 1 of 2/],
  ['more kills than mutants killed', { tiers: { ...tiers, H: { ...tiers.H, killed: 2, score: 1 } } }, /^tier H/],
  [
    'a perfect score and nothing killed',
    { mutants: mutants.map((one) => ({ ...one, outcome: 'survived' as const })), kills: {} },
    /^tier H/,
  ],
  ['no mutants', { mutants: [], kills: {} }, /^tier H says 1 of 2/],
  ['a mutant twice', { mutants: [...mutants, ...mutants] }, /^the mutant H01 is listed twice/],
  [
    'a kill that no scenario saw',
    { mutants: mutants.map((one) => ({ ...one, caught: [] })) },
    /^the mutant H01 is killed, and no scenario killed it/,
  ],
  ['a kill matrix of its own', { kills: { 'a/b': ['H02'] } }, /^the mutant H02/],
  ['no false positives and a noisy control', { falsePositives: 0 }, /^it says 0 false positives/],
  ['a good exit code', { exitCode: 0 }, /floor/],
])('a proof with %s is found', (_, changes, problem) => {
  expect(findProofProblem({ ...SAMPLE_PROOF, ...changes })).toMatch(problem);
});
