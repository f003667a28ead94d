import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C04',
  title: 'a browser stays signed in after it has signed out, on Postgres',
  tier: 'C',
  origin: 'A store of sessions of which only reading was tried.',
  targets: ['postgres'],
  edits: [
    {
      file: 'sessions.ts',
      find: "'delete from sessions where sid = $1'",
      replace: "'select from sessions where sid = $1'",
    },
  ],
  expect: { scenario: 'sessions/**', channel: 'http', kind: 'status', pointer: '/response/status' },
});
