import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H07',
  title: 'a refresh token opens what an access token opens',
  tier: 'H',
  origin: 'Divergence 4: the middleware tried both secrets and never looked at the type of a token.',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'return claims.data.type === type',
      replace: "return claims.data.type === type || claims.data.type === 'refresh'",
    },
  ],
  expect: {
    scenario: 'accounts/protected-routes/refuses-a-refresh-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
