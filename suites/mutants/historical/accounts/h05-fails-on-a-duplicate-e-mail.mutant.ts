import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H05',
  title: 'real mode answers 500 for an e-mail address that has an account',
  tier: 'H',
  origin:
    'Divergence 8: registration failed with 500 on the real database for months; the test accepted any status but 401.',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/accounts.ts',
      find: "if ((await users.insert(user)) === 'email_taken') {",
      replace:
        "if ((await users.insert(user)) === 'email_taken') {\n      throw new Error('duplicate key value violates unique constraint');",
    },
  ],
  expect: {
    scenario: 'accounts/registration/refuses-an-e-mail-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
