import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C03',
  title: 'Postgres lists the oldest analysis first',
  tier: 'C',
  origin: 'sort order of the database',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-analyses.ts',
      find: 'ORDER BY created_at DESC, id DESC LIMIT $2',
      replace: 'ORDER BY created_at, id LIMIT $2',
    },
  ],
  expect: {
    scenario: 'analysis/history/lists-the-latest-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/**',
  },
});
