import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H28',
  title: 'a stream that broke in the middle says that it is complete',
  tier: 'H',
  origin: 'Divergence 22: a shortage that came up in the middle was 200 and success.',
  edits: [
    {
      file: 'server/http/analysis-stream-route.ts',
      find: "event: 'analysis_failed'",
      replace: "event: 'analysis_completed'",
    },
  ],
  expect: { scenario: 'streaming/failures/says-at-*', channel: 'stream', kind: 'value', pointer: '' },
});
