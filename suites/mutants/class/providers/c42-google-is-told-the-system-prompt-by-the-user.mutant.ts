import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C42',
  title: 'Google is told the system prompt by the user',
  tier: 'C',
  origin: 'system prompt in the wrong slot',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/google-provider.ts',
      find: 'contents: messages.map(({ role, text })',
      replace:
        "contents: [...(system === null ? [] : [{ role: 'user', text: system }]), ...messages].map(({ role, text })",
    },
    {
      file: 'server/adapters/llm/google-provider.ts',
      find: '...(system === null ? {} : { systemInstruction: system }),',
      replace: '',
    },
  ],
  expect: { scenario: 'analysis/prompts/shows-*', channel: 'calls', kind: 'type', pointer: '/*/request/system' },
});
