import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C10',
  title: 'Postgres swaps a refresh token that was swapped before',
  tier: 'C',
  origin: 'refresh token reusable',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-repositories.ts',
      find: 'WHERE id = $1 AND refresh_jti = $2 AND',
      replace: 'WHERE id = $1 AND $2::uuid IS NOT NULL AND',
    },
  ],
  expect: {
    scenario: 'accounts/sessions/revokes-the-whole-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
