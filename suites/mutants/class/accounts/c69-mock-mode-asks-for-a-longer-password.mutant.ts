import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C69',
  title: 'mock mode asks for a longer password',
  tier: 'C',
  origin: 'validation in one mode',
  targets: ['mock'],
  edits: [
    {
      file: 'server/http/password-schema.ts',
      find: 'min: 12',
      replace: 'min: 14',
    },
  ],
  expect: {
    scenario: 'accounts/addresses/asks-for-a-password-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
