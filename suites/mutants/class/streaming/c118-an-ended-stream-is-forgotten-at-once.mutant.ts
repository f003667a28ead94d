import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C118',
  title: 'a stream that has ended can be read for 60 milliseconds in place of seconds',
  tier: 'C',
  origin: 'time: unit',
  edits: [
    {
      file: 'server/domain/analysis-streams.ts',
      find: 'const KEPT_MS = 60_000;',
      replace: 'const KEPT_MS = 60;',
    },
  ],
  expect: {
    scenario: 'streaming/resumed/tells-a-stream-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
