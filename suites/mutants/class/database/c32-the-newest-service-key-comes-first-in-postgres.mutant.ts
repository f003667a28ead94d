import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C32',
  title: 'the newest service key comes first in Postgres',
  tier: 'C',
  origin: 'order of the database',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: 'ORDER BY created_at, id',
      replace: 'ORDER BY created_at DESC, id',
    },
  ],
  expect: { scenario: 'keys/order/**', channel: 'http', kind: 'order', pointer: '/response/body/apiKeys' },
});
