import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C01',
  title: 'the system prompt does not reach Anthropic',
  tier: 'C',
  origin: 'system prompt in the wrong slot',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/anthropic-provider.ts',
      find: '...(system === null ? {} : { system }),',
      replace: '',
    },
  ],
  expect: { scenario: 'analysis/prompts/shows-*', channel: 'calls', kind: 'type', pointer: '/*/request/system' },
});
