import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C74',
  title: 'mock mode counts a request twice',
  tier: 'C',
  origin: 'metrics',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/metrics/prometheus-metrics.ts',
      find: `known.sum += seconds;
    known.count += 1;`,
      replace: `known.sum += seconds;
    known.count += 2;`,
    },
  ],
  expect: {
    scenario: 'metrics/metrics/counts-requests-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/ultra_http_requests_total/*/value',
  },
});
