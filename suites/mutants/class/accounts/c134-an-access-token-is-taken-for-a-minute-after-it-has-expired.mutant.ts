import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C134',
  title: 'an access token is taken for a minute after it has expired',
  tier: 'C',
  origin: 'expiry ignored, seconds and milliseconds',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: '        clockTimestamp: Math.floor(',
      replace: '        clockTolerance: 60,\n        clockTimestamp: Math.floor(',
    },
  ],
  expect: {
    scenario: 'accounts/protected-routes/refuses-an-expired-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
