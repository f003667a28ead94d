import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C59',
  title: 'a registration is logged twice',
  tier: 'C',
  origin: 'audit event duplicated',
  edits: [
    {
      file: 'server/domain/accounts.ts',
      find: "ports.logger.log('info', 'account_registered',",
      replace: `ports.logger.log('info', 'account_registered', { userId: user.id, sessionId: opened.session.id });
  ports.logger.log('info', 'account_registered',`,
    },
  ],
  expect: {
    scenario: 'audit/security-events/logs-who-signs-*',
    channel: 'audit',
    kind: 'length',
    pointer: '/account_registered',
  },
});
