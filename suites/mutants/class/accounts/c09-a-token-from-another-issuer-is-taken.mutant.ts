import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C09',
  title: 'a token from another issuer is taken',
  tier: 'C',
  origin: 'issuer unchecked',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: `        issuer,
        audience,
`,
      replace: `        audience,
`,
    },
  ],
  expect: {
    scenario: 'accounts/foreign-tokens/takes-no-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
