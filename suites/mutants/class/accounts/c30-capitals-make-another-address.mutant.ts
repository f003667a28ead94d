import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C30',
  title: 'capitals make another address',
  tier: 'C',
  origin: 'ILIKE',
  edits: [
    {
      file: 'server/http/auth-routes.ts',
      find: 'text.trim().toLowerCase()',
      replace: 'text.trim()',
    },
  ],
  expect: {
    scenario: 'accounts/addresses/knows-a-person-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
