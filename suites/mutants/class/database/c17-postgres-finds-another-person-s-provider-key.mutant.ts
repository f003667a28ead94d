import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C17',
  title: "Postgres finds another person's provider key",
  tier: 'C',
  origin: 'filter by owner dropped',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: "(await select('user_id = $1 AND provider = $2', [",
      replace: "(await select('$1::uuid IS NOT NULL AND provider = $2', [",
    },
  ],
  expect: {
    scenario: 'keys/provider-keys/shows-nobody-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
