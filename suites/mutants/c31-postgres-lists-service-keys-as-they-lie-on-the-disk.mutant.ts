import { defineMutant } from '#harness/prove/mutant.ts';

export const mutant = defineMutant({
  id: 'C31',
  title: 'Postgres lists service keys as they lie on the disk',
  tier: 'C',
  origin: 'order without ORDER BY',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: ' AND revoked_at IS NULL ORDER BY created_at, id',
      replace: ' AND revoked_at IS NULL',
    },
  ],
  expect: { scenario: 'keys/order/**', channel: 'http', kind: 'order', pointer: '/response/body/apiKeys' },
});
