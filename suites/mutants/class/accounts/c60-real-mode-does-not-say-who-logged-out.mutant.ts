import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C60',
  title: 'real mode does not say who logged out',
  tier: 'C',
  origin: 'audit event missing',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/accounts.ts',
      find: "logger.log('info', 'logged_out', { userId: user.id,",
      replace: "logger.log('info', 'logged_out', {",
    },
  ],
  expect: {
    scenario: 'accounts/sessions/refuses-every-token-*',
    channel: 'audit',
    kind: 'missing',
    pointer: '/logged_out/*/fields/userId',
  },
});
