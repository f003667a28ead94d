import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C70',
  title: 'the constraint of Postgres is not in memory',
  tier: 'C',
  origin: 'constraint in one mode',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/database/memory-repositories.ts',
      find: "return 'email_taken';",
      replace: "return 'inserted';",
    },
  ],
  expect: {
    scenario: 'accounts/registration/refuses-an-e-mail-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
