import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C99',
  title: 'revoked keys count against the limit in Postgres',
  tier: 'C',
  origin: 'condition dropped',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: "'SELECT id FROM service_keys WHERE user_id = $1 AND revoked_at IS NULL', [key",
      replace: "'SELECT id FROM service_keys WHERE user_id = $1', [key",
    },
  ],
  expect: {
    scenario: 'keys/key-limit/**',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
