import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C05',
  title: 'an extension that must be understood is passed over',
  tier: 'C',
  origin: 'algorithm of a JWT',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: 'key === undefined || header.crit !== undefined',
      replace: 'key === undefined',
    },
  ],
  expect: {
    scenario: 'accounts/foreign-tokens/takes-no-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
