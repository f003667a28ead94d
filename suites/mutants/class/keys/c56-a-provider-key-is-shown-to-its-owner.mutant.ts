import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C56',
  title: 'a provider key is shown to its owner',
  tier: 'C',
  origin: 'secret in an answer',
  edits: [
    {
      file: 'server/http/key-routes.ts',
      find: 'return { provider, last4, status,',
      replace: 'return { provider, last4, status, ciphertext: last4,',
    },
  ],
  expect: { scenario: 'keys/sealed/**', channel: 'http', kind: 'extra', pointer: '/response/body/ciphertext' },
});
