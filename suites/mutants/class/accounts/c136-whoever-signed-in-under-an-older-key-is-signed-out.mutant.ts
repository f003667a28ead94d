import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C136',
  title: 'whoever signed in under an older key is signed out',
  tier: 'C',
  origin: 'key replaced',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'const key = this.#keys.find(({ kid }) => kid === header.kid);',
      replace: 'const [key] = this.#keys;',
    },
  ],
  expect: {
    scenario: 'accounts/foreign-tokens/signs-with-the-newest-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
