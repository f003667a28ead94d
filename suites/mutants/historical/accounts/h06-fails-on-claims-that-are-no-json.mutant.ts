import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H06',
  title: 'a token whose claims are no JSON is answered with 500',
  tier: 'H',
  origin: 'Found here: below a header that says JWT, jsonwebtoken throws a SyntaxError of its own.',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'if (error instanceof SyntaxError) {',
      replace: 'if (error instanceof RangeError) {',
    },
  ],
  expect: {
    scenario: 'accounts/protected-routes/refuses-a-token-whose-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
