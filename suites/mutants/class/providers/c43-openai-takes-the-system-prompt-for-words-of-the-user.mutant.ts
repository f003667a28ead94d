import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C43',
  title: 'OpenAI takes the system prompt for words of the user',
  tier: 'C',
  origin: 'system prompt in the wrong slot',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/openai-provider.ts',
      find: "role: 'system' as const",
      replace: "role: 'user' as const",
    },
  ],
  expect: { scenario: 'analysis/prompts/shows-*', channel: 'calls', kind: 'type', pointer: '/*/request/system' },
});
