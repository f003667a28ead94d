import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C76',
  title: 'a stream that has ended is counted as open',
  tier: 'C',
  origin: 'metrics',
  edits: [
    {
      file: 'server/domain/analysis-streams.ts',
      find: 'filter(({ endedAt }) => endedAt === null).length',
      replace: 'filter(({ endedAt }) => endedAt !== undefined).length',
    },
  ],
  expect: {
    scenario: 'metrics/metrics/counts-a-stream-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/ultra_open_streams/0/value',
  },
});
