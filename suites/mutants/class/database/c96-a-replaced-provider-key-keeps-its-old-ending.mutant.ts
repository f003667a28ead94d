import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C96',
  title: 'a replaced provider key keeps its old ending',
  tier: 'C',
  origin: 'upsert: column left out',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: "'ciphertext', 'last4', 'status'",
      replace: "'ciphertext', 'status'",
    },
  ],
  expect: {
    scenario: 'keys/provider-keys/replaces-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/last4',
  },
});
