import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C95',
  title: 'a text can end its own fence',
  tier: 'C',
  origin: 'prompt injection',
  edits: [
    {
      file: 'server/domain/prompts.ts',
      find: "'~'.repeat(longest + 1)",
      replace: "'~'.repeat(3)",
    },
  ],
  expect: {
    scenario: 'analysis/fences/**',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/request/messages/0/text',
  },
});
