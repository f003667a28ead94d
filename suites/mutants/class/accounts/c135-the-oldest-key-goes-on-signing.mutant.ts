import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C135',
  title: 'the oldest key goes on signing',
  tier: 'C',
  origin: 'key replaced',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'const [key] = this.#keys;',
      replace: 'const key = this.#keys.at(-1);',
    },
  ],
  expect: {
    scenario: 'accounts/foreign-tokens/signs-with-the-newest-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
