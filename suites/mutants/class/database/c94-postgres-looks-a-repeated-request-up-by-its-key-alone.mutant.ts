import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C94',
  title: 'Postgres looks a repeated request up by its key alone',
  tier: 'C',
  origin: 'tenant filter dropped',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-analyses.ts',
      find: "WHERE user_id = $1 AND key = $2', [",
      replace: "WHERE ($1::uuid IS NOT NULL) AND key = $2 ORDER BY expires_at', [",
    },
  ],
  expect: {
    scenario: 'analysis/same-key-of-two/**',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
