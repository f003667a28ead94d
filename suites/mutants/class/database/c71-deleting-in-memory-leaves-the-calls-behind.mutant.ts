import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C71',
  title: 'deleting in memory leaves the calls behind',
  tier: 'C',
  origin: 'ON DELETE CASCADE in memory',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/database/memory-analyses.ts',
      find: 'for (const table of [tables.analysisCalls, tables.idempotencyKeys]) {',
      replace: 'for (const table of [tables.idempotencyKeys]) {',
    },
  ],
  expect: {
    scenario: 'analysis/history/lists-an-analysis-*',
    channel: 'db',
    kind: 'length',
    pointer: '/analysis_calls',
  },
});
