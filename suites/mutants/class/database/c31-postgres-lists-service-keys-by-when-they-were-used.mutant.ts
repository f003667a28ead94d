import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C31',
  title: 'Postgres lists service keys by when they were used',
  tier: 'C',
  origin: 'order of the database',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: 'IS NULL ORDER BY created_at, id',
      replace: 'IS NULL ORDER BY last_used_at NULLS FIRST, id',
    },
  ],
  expect: { scenario: 'keys/order/**', channel: 'http', kind: 'order', pointer: '/response/body/apiKeys' },
});
