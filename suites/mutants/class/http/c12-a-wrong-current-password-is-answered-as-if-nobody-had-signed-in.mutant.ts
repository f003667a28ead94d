import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C12',
  title: 'a wrong current password is answered as if nobody had signed in',
  tier: 'C',
  origin: '401 and 403',
  edits: [
    {
      file: 'server/domain/errors.ts',
      find: 'password_wrong: { status: 403',
      replace: 'password_wrong: { status: 401',
    },
  ],
  expect: { scenario: 'accounts/password/changes-no-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
