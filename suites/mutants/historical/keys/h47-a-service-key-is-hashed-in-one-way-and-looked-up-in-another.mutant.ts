import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H47',
  title: 'a service key is hashed in one way and looked up in another',
  tier: 'H',
  origin: 'Divergence 39: the hash was given a text where it wanted bytes, and every key was invalid.',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/service-keys.ts',
      find: 'keyHash: hashOf(key),',
      replace: `keyHash: hashOf(\`b'\${key}'\`),`,
    },
  ],
  expect: {
    scenario: 'keys/service-keys/takes-a-service-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
