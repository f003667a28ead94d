import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C108',
  title: 'histograms count milliseconds',
  tier: 'C',
  origin: 'metrics: unit',
  edits: [
    {
      file: 'server/adapters/metrics/prometheus-metrics.ts',
      find: 'seconds <= limit',
      replace: 'seconds * 1000 <= limit',
    },
  ],
  expect: {
    scenario: 'analysis/waiting/**',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/ultra_http_request_duration_seconds_bucket',
  },
});
