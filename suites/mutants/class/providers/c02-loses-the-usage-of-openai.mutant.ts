import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C02',
  title: 'the tokens that OpenAI counted are lost',
  tier: 'C',
  origin: 'usage lost',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/openai-provider.ts',
      find: 'return usage ? { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } : null;',
      replace: 'return usage ? null : null;',
    },
  ],
  expect: {
    scenario: 'analysis/answers/answers-no-more-*',
    channel: 'http',
    kind: 'type',
    pointer: '/response/body/**/usage',
  },
});
