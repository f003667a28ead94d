import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C81',
  title: 'a statement may take as long as it likes',
  tier: 'C',
  origin: 'no time-out',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'statement_timeout: options.statementTimeoutMs,',
      replace: 'statement_timeout: 0,',
    },
  ],
  expect: {
    scenario: 'outage/waiting/answers-503-when-a-statement-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
