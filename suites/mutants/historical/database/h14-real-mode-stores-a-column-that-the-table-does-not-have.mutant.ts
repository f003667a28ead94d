import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H14',
  title: 'real mode stores a column that the table does not have',
  tier: 'H',
  origin: 'Divergence 9: the service passed is_active, which was a column of another model.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-repositories.ts',
      find: "insertion('users', userToRow(user))",
      replace: "insertion('users', { ...userToRow(user), is_active: 'true' })",
    },
  ],
  expect: {
    scenario: 'accounts/registration/registers-an-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
