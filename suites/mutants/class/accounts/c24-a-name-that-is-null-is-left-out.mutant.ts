import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C24',
  title: 'a name that is null is left out',
  tier: 'C',
  origin: 'null and absent',
  edits: [
    {
      file: 'server/http/account-views.ts',
      find: 'return { id, email, name,',
      replace: 'return { id, email, name: name ?? undefined,',
    },
  ],
  expect: {
    scenario: 'accounts/registration/keeps-two-*',
    channel: 'http',
    kind: 'missing',
    pointer: '/response/body/name',
  },
});
