import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C45',
  title: 'Google is not told how long an answer may be',
  tier: 'C',
  origin: 'max_tokens dropped',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/google-provider.ts',
      find: '{ maxOutputTokens: maxTokens, ...',
      replace: '{ ...',
    },
  ],
  expect: { scenario: 'analysis/prompts/shows-*', channel: 'calls', kind: 'type', pointer: '/*/request/maxTokens' },
});
