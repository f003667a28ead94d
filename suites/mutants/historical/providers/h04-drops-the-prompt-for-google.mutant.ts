import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H04',
  title: 'the call to Google carries no prompt',
  tier: 'H',
  origin:
    'Divergence 17: prompts lost their variables in a clean-up; the doubles never looked at them, so everything stayed green.',
  targets: ['real'],
  edits: [
    { file: 'server/adapters/llm/google-provider.ts', find: 'parts: [{ text }]', replace: "parts: [{ text: '' }]" },
  ],
  expect: {
    scenario: 'analysis/prompts/shows-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/request/messages/*/text',
  },
});
