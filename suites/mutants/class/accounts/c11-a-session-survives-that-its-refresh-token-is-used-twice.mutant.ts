import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C11',
  title: 'a session survives that its refresh token is used twice',
  tier: 'C',
  origin: 'refresh token reusable',
  edits: [
    {
      file: 'server/domain/accounts.ts',
      find: 'if (await ports.database.sessions.revoke(session.id, now)) {',
      replace: 'if (session.revokedAt !== null) {',
    },
  ],
  expect: {
    scenario: 'accounts/sessions/revokes-the-whole-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
