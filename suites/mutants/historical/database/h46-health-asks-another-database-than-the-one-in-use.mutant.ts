import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H46',
  title: 'health asks another database than the one in use',
  tier: 'H',
  origin: 'Divergence 38: three modules knew how to connect, each with its own default.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'rows[0]?.server_version ?? null',
      replace: "'15.1'",
    },
  ],
  expect: {
    scenario: 'health/health/answers-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/services/database/version',
  },
});
