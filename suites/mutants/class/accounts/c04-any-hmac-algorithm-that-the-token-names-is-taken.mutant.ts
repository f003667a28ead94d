import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C04',
  title: 'any HMAC algorithm that the token names is taken',
  tier: 'C',
  origin: 'algorithm of a JWT',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: "algorithms: ['HS256'],",
      replace: "algorithms: ['HS256', 'HS384', 'HS512'],",
    },
  ],
  expect: {
    scenario: 'accounts/foreign-tokens/takes-no-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
