import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C06',
  title: 'a token never expires',
  tier: 'C',
  origin: 'expiry ignored',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'clockTimestamp: Math',
      replace: `ignoreExpiration: true,
        clockTimestamp: Math`,
    },
  ],
  expect: {
    scenario: 'accounts/protected-routes/refuses-an-expired-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
