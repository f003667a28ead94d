import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C52',
  title: 'a stream does not say that a call was answered',
  tier: 'C',
  origin: 'event missing',
  edits: [
    {
      file: 'server/domain/analysis.ts',
      find: "? { event: 'call_answered', data: about }",
      replace: "? { event: 'call_started', data: about }",
    },
  ],
  expect: { scenario: 'streaming/failures/tells-of-each-*', channel: 'stream', kind: 'value', pointer: '' },
});
