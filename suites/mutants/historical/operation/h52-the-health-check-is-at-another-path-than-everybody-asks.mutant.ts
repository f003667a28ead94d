import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H52',
  title: 'the health check is at another path than everybody asks',
  tier: 'H',
  origin: 'Divergence 44: /health and /api/health were swapped, and the container was never healthy.',
  targets: ['real'],
  edits: [
    {
      file: 'server/http/health-routes.ts',
      find: "path: '/api/health',",
      replace: "path: '/health',",
    },
  ],
  expect: { scenario: 'health/health/answers-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
