import { expect, test } from 'vitest';
import { divergence } from '../evidence/divergence.ts';
import type { Mutant } from '../prove/mutant/mutant.ts';
import type { Exploration } from './explore.ts';
import { type ExploringMutants, exploreMutants } from './explore-mutants.ts';

const DIVERGENCE = divergence(
  { scenario: 'generated/sequence', step: 'GET /notes', targets: ['mock', 'real'], channel: 'http' },
  { pointer: '/response/status', kind: 'status', left: 200, right: 500 },
);
const mutant = (id: string, targets?: readonly string[]): Mutant => ({
  ...{ id, title: id, tier: 'C', origin: 'a test', edits: [] },
  ...(targets === undefined ? {} : { targets }),
  expect: { scenario: '**', channel: 'http', kind: 'status', pointer: '/response/status' },
});
const explored = (changes: Partial<Exploration> = {}): Exploration => ({
  ...{ schema: 'ultra-parity/exploration/v1', exitCode: 0, runs: 50, seed: 1, counterexamples: [], faults: [] },
  ...changes,
});
const found = explored({
  counterexamples: [{ steps: [{ call: 'GET /notes' }], divergence: DIVERGENCE, after: 3, replay: 'again' }],
});
const FAULT = { code: 'drive_failed', message: 'It stopped.', hint: 'Look.' } as const;

function exploring(changes: Partial<ExploringMutants>): ExploringMutants {
  return {
    ...{ mutants: [mutant('C01', ['real'])], targets: ['mock', 'real'], runs: 50, seed: 1 },
    ...{ signal: new AbortController().signal, progress: () => {} },
    search: async () => found,
    unmutated: async () => ({ divergences: [], faults: [] }),
    ...changes,
  };
}

test('counts the sequences until a mutant is found, and those that never find one', async () => {
  const mutants = [mutant('C01', ['real']), mutant('C02', ['mock'])];

  const result = await exploreMutants(
    exploring({ mutants, search: async ({ id }) => (id === 'C01' ? found : explored()) }),
  );

  expect(result).toMatchObject({ exitCode: 0, found: 1, of: 2 });
  expect(result.mutants).toMatchObject([
    { id: 'C01', outcome: 'found', sequences: 3, counterexample: { steps: [{ call: 'GET /notes' }] } },
    { id: 'C02', outcome: 'not-found', sequences: 50 },
  ]);
});

test('looks for no mutant that both targets carry, since they are alike then', async () => {
  const result = await exploreMutants(exploring({ mutants: [mutant('C01'), mutant('C02', ['mock', 'real'])] }));

  expect(result).toMatchObject({
    exitCode: 0,
    found: 0,
    of: 0,
    mutants: [{ outcome: 'on-both' }, { outcome: 'on-both' }],
  });
});

test.each<[string, Partial<ExploringMutants>, string]>([
  [
    'the code as it is differs there too',
    { unmutated: async () => ({ divergences: [DIVERGENCE], faults: [] }) },
    'The code as it is differs there too: GET /notes, http/response/status.',
  ],
  ['sequences could not be judged', { search: async () => explored({ faults: [FAULT] }) }, 'It stopped.'],
])('is not sure where %s', async (_, changes, why) => {
  const result = await exploreMutants(exploring(changes));

  expect(result).toMatchObject({ exitCode: 2, found: 0, mutants: [{ outcome: 'unclear', why }] });
});
