import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C83',
  title: 'health calls a database well that has gone',
  tier: 'C',
  origin: 'health of yesterday',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/health.ts',
      find: "{ status: 'unreachable', backend: database.backend, version: null, latencyMs: null }",
      replace: "{ status: 'ok', backend: database.backend, version: null, latencyMs: 0 }",
    },
  ],
  expect: {
    scenario: 'outage/database/answers-503-while-its-database-is-stopped-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/status',
  },
});
