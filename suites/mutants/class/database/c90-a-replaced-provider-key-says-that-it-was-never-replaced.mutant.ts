import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C90',
  title: 'a replaced provider key says that it was never replaced',
  tier: 'C',
  origin: 'upsert: column left out',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: "'last4', 'status', 'updated_at']",
      replace: "'last4', 'status']",
    },
  ],
  expect: {
    scenario: 'keys/replaced-keys/**',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/updatedAt',
  },
});
