import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C57',
  title: 'a service key is stored as it is',
  tier: 'C',
  origin: 'secret in the database',
  edits: [
    {
      file: 'server/domain/service-keys.ts',
      find: "return createHash('sha256').update(key).digest('hex');",
      replace: "return createHash('sha256').update('').digest('hex').slice(key.length) + key;",
    },
  ],
  expect: {
    scenario: 'keys/service-keys/shows-a-service-key-*',
    channel: 'db',
    kind: 'value',
    pointer: '/service_keys/*/key_hash',
  },
});
