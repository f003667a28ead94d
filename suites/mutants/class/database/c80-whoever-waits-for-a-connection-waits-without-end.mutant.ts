import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C80',
  title: 'whoever waits for a connection waits without end',
  tier: 'C',
  origin: 'no time-out',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'connectionTimeoutMillis: options.connectTimeoutMs,',
      replace: 'connectionTimeoutMillis: 0,',
    },
  ],
  expect: {
    scenario: 'outage/waiting/answers-503-to-whoever-*',
    channel: 'http',
    kind: 'length',
    pointer: '/responses/*',
  },
});
