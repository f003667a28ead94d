import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C97',
  title: 'a stream is told to whoever knows its id',
  tier: 'C',
  origin: 'owner check dropped',
  edits: [
    {
      file: 'server/domain/analysis-streams.ts',
      find: 'stream?.userId === wanted.userId ? stream : null',
      replace: 'stream ?? null',
    },
  ],
  expect: {
    scenario: 'streaming/analyze-stream/tells-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
