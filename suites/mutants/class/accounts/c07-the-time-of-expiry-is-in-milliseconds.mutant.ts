import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C07',
  title: 'the time of expiry is in milliseconds',
  tier: 'C',
  origin: 'seconds and milliseconds',
  edits: [
    {
      file: 'server/domain/accounts.ts',
      find: 'exp: iat + lifetimes.access',
      replace: 'exp: iat + lifetimes.access * 1000',
    },
  ],
  expect: {
    scenario: 'accounts/foreign-tokens/gives-an-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/accessToken',
  },
});
