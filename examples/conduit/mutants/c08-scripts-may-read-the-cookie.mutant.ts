import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C08',
  title: 'scripts of a page may read the cookie of its session, on Postgres',
  tier: 'C',
  origin: 'An attribute that went when the store was exchanged.',
  targets: ['postgres'],
  edits: [{ file: 'app.ts', find: 'httpOnly: true', replace: 'httpOnly: false' }],
  expect: {
    scenario: 'sessions/**',
    channel: 'http',
    kind: 'missing',
    pointer: '/response/headers/set-cookie/*/attributes/httponly',
  },
});
