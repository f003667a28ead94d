import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C06',
  title: 'passwords are hashed in a sixty-fourth of the time, on Postgres',
  tier: 'C',
  origin: 'A cost that was meant for tests.',
  targets: ['postgres'],
  edits: [{ file: 'users-routes.ts', find: 'const BCRYPT_COST = 10;', replace: 'const BCRYPT_COST = 4;' }],
  expect: { scenario: 'accounts/**', channel: 'db', kind: 'value', pointer: '/users/*/password' },
});
