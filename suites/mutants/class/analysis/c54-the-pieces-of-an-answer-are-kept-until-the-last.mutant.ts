import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C54',
  title: 'the pieces of an answer are kept until the last',
  tier: 'C',
  origin: 'stream buffered',
  targets: ['mock'],
  edits: [
    {
      file: 'server/domain/analysis.ts',
      find: "onProgress === undefined || stage !== 'synthesis'",
      replace: "onProgress === undefined || stage !== 'initial'",
    },
  ],
  expect: {
    scenario: 'streaming/failures/tells-of-each-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/request/stream',
  },
});
