import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C125',
  title: 'a new password loses the blanks at its ends',
  tier: 'C',
  origin: 'text cut',
  edits: [
    {
      file: 'server/http/password-schema.ts',
      find: 'export const NEW_PASSWORD = z.string().min(LENGTH.min).max(LENGTH.max);',
      replace: 'export const NEW_PASSWORD = z.string().trim().min(LENGTH.min).max(LENGTH.max);',
    },
  ],
  expect: {
    scenario: 'accounts/password/takes-a-password-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
