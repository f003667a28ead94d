import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C26',
  title: 'a count is not read back',
  tier: 'C',
  origin: 'RETURNING omitted',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-key-repositories.ts',
      find: `
         RETURNING *\``,
      replace: '`',
    },
  ],
  expect: {
    scenario: 'accounts/registration/registers-an-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
