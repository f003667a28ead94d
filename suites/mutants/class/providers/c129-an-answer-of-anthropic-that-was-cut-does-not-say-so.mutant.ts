import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C129',
  title: 'an answer of Anthropic that was cut does not say so',
  tier: 'C',
  origin: 'stop reason mapped wrong',
  edits: [
    {
      file: 'server/adapters/llm/anthropic-provider.ts',
      find: "  max_tokens: 'length',\n",
      replace: '',
    },
  ],
  expect: {
    scenario: 'analysis/answers/says-of-an-answer-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/initial/2/finishReason',
  },
});
