import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C29',
  title: 'an address is looked up by a pattern',
  tier: 'C',
  origin: 'LIKE',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-repositories.ts',
      find: 'SELECT * FROM users WHERE email = $1',
      replace: 'SELECT * FROM users WHERE email LIKE $1',
    },
  ],
  expect: {
    scenario: 'accounts/addresses/takes-an-underscore-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
