import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C15',
  title: 'Postgres deletes whatever analysis is named',
  tier: 'C',
  origin: 'filter by owner dropped',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-analyses.ts',
      find: 'DELETE FROM analyses WHERE id = $1 AND user_id = $2',
      replace: 'DELETE FROM analyses WHERE id = $1 AND $2::uuid IS NOT NULL',
    },
  ],
  expect: {
    scenario: 'analysis/history/lists-an-analysis-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
