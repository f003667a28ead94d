import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C75',
  title: 'mock mode has a metric of its own',
  tier: 'C',
  origin: 'metrics',
  targets: ['mock'],
  edits: [
    {
      file: 'server/http/metrics-routes.ts',
      find: `    {
      name: 'ultra_open_streams',`,
      replace: `    { name: 'ultra_mock_calls', help: 'Calls of doubles.', values: [{ labels: {}, value: 0 }] },
    {
      name: 'ultra_open_streams',`,
    },
  ],
  expect: {
    scenario: 'metrics/metrics/counts-requests-*',
    channel: 'http',
    kind: 'missing',
    pointer: '/response/body/ultra_mock_calls',
  },
});
