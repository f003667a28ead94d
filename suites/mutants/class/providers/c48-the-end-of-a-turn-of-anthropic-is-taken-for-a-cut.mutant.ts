import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C48',
  title: 'the end of a turn of Anthropic is taken for a cut',
  tier: 'C',
  origin: 'stop reason',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/anthropic-provider.ts',
      find: "end_turn: 'stop',",
      replace: "end_turn: 'length',",
    },
  ],
  expect: {
    scenario: 'analysis/answers/answers-no-more-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/**/finishReason',
  },
});
