import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C18',
  title: 'a taken address is an error of the database',
  tier: 'C',
  origin: 'unique violation',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-repositories.ts',
      find: `\`\${statement.sql} ON CONFLICT (email) DO NOTHING\``,
      replace: 'statement.sql',
    },
  ],
  expect: {
    scenario: 'accounts/registration/refuses-an-e-mail-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
