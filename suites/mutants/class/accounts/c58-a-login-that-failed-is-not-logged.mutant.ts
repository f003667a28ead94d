import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C58',
  title: 'a login that failed is not logged',
  tier: 'C',
  origin: 'audit event missing',
  edits: [
    {
      file: 'server/domain/accounts.ts',
      find: "logger.log('warn', 'login_failed',",
      replace: "logger.log('debug', 'login_failed',",
    },
  ],
  expect: {
    scenario: 'audit/security-events/logs-who-signs-*',
    channel: 'audit',
    kind: 'missing',
    pointer: '/login_failed',
  },
});
