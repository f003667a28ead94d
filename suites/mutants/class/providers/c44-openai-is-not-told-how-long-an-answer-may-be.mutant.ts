import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C44',
  title: 'OpenAI is not told how long an answer may be',
  tier: 'C',
  origin: 'max_tokens dropped',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/openai-provider.ts',
      find: `    max_tokens: maxTokens,
`,
      replace: '',
    },
  ],
  expect: {
    scenario: 'analysis/answers/answers-no-more-*',
    channel: 'calls',
    kind: 'type',
    pointer: '/*/request/maxTokens',
  },
});
