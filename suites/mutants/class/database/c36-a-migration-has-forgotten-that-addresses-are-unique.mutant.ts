import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C36',
  title: 'a migration has forgotten that addresses are unique',
  tier: 'C',
  origin: 'migration: constraint',
  targets: ['real'],
  edits: [
    {
      file: 'server/migrations/0001-accounts-and-analyses.sql',
      find: 'email text NOT NULL CONSTRAINT users_email_key UNIQUE CHECK',
      replace: 'email text NOT NULL CHECK',
    },
  ],
  expect: {
    scenario: 'accounts/registration/registers-an-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
