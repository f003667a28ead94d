import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C08',
  title: 'a token for another audience is taken',
  tier: 'C',
  origin: 'audience unchecked',
  edits: [
    {
      file: 'server/adapters/tokens/jwt-tokens.ts',
      find: `        issuer,
        audience,
`,
      replace: `        issuer,
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
