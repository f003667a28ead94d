import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C46',
  title: 'Anthropic may answer without end',
  tier: 'C',
  origin: 'max_tokens dropped',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/anthropic-provider.ts',
      find: 'max_tokens: maxTokens,',
      replace: 'max_tokens: 64_000,',
    },
  ],
  expect: {
    scenario: 'analysis/answers/answers-no-more-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/request/maxTokens',
  },
});
