import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C49',
  title: 'the tokens of a stream of Anthropic are lost',
  tier: 'C',
  origin: 'usage lost in a stream',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/anthropic-provider.ts',
      find: 'usage = counted(usage, message?.usage ?? counts);',
      replace: 'usage = null;',
    },
  ],
  expect: {
    scenario: 'streaming/failures/tells-of-each-*',
    channel: 'stream',
    kind: 'type',
    pointer: '/*/data/analysis/synthesis/usage',
  },
});
