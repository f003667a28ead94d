import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H23',
  title: 'the review is asked about the name of a variable',
  tier: 'H',
  origin: 'Divergence 17: a clean-up took the f before the string, and models were sent {own_response}.',
  edits: [
    {
      file: 'server/domain/prompts.ts',
      find: `section(\`Your draft (\${own.model})\`, own.text),`,
      replace: `section(\`Your draft (\${own.model})\`, \`{own_response}\`),`,
    },
  ],
  expect: {
    scenario: 'analysis/prompts/shows-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/request/messages/*/text',
  },
});
