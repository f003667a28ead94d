import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H21',
  title: 'real mode puts a stub in the place of an answer that did not come',
  tier: 'H',
  origin: 'Divergence 15: real mode fell back to mock text, and said success.',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/ask-model.ts',
      find: "return { model, outcome: { status: 'failed', error: error.kind, isLate: false } };",
      replace:
        "return { model, outcome: { status: 'answered', answer: { text: 'This is a mock response.', finishReason: 'stop', usage: null } } };",
    },
  ],
  expect: {
    scenario: 'analysis/analyze/goes-on-with-two-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/request/messages/*/text',
  },
});
