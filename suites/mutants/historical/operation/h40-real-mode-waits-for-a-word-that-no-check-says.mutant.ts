import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H40',
  title: 'real mode waits for a word that no check says',
  tier: 'H',
  origin:
    'Divergence 32: the aggregator wanted "healthy" and the checks said "ok", so that production was degraded for months.',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/health.ts',
      find: "services.database.status === 'ok' &&",
      replace: "String(services.database.status) === 'healthy' &&",
    },
  ],
  expect: { scenario: 'health/health/answers-*', channel: 'http', kind: 'value', pointer: '/response/body/status' },
});
