import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C47',
  title: 'OpenAI never says that it had finished',
  tier: 'C',
  origin: 'stop reason',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/openai-provider.ts',
      find: "stop: 'stop',",
      replace: "end: 'stop',",
    },
  ],
  expect: {
    scenario: 'analysis/answers/answers-no-more-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/**/finishReason',
  },
});
