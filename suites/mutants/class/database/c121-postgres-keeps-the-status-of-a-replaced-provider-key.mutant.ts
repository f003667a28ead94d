import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C121',
  title: 'Postgres keeps the old status when a provider key is replaced',
  tier: 'C',
  origin: 'upsert: column forgotten',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: "['key_version', 'ciphertext', 'last4', 'status', 'updated_at']",
      replace: "['key_version', 'ciphertext', 'last4', 'updated_at']",
    },
  ],
  expect: {
    scenario: 'keys/replaced-keys/says-of-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/status',
  },
});
