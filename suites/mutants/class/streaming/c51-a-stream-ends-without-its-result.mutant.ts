import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C51',
  title: 'a stream ends without its result',
  tier: 'C',
  origin: 'final event missing',
  edits: [
    {
      file: 'server/http/analysis-stream-route.ts',
      find: '    yield { id: sequence,',
      replace: `    if (event === 'analysis_completed') return;
    yield { id: sequence,`,
    },
  ],
  expect: { scenario: 'streaming/failures/tells-of-each-*', channel: 'stream', kind: 'value', pointer: '' },
});
