import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C39',
  title: 'a busy provider is not asked again',
  tier: 'C',
  origin: '429 not retried',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/retrying.ts',
      find: "['rate_limited', 'server',",
      replace: "['server',",
    },
  ],
  expect: {
    scenario: 'analysis/analyze/asks-a-provider-again-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/request/messages/*/text',
  },
});
