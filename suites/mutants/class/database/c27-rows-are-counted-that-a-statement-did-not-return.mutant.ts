import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C27',
  title: 'rows are counted that a statement did not return',
  tier: 'C',
  origin: 'RETURNING omitted',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'count: rowCount ?? 0',
      replace: 'count: rowCount === null ? 0 : rows.length',
    },
  ],
  expect: {
    scenario: 'accounts/registration/registers-an-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
