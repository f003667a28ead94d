import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H25',
  title: 'an answer that speaks of an error is taken for one',
  tier: 'H',
  origin: 'Divergence 19: success was that the text did not hold "Error:".',
  edits: [
    {
      file: 'server/domain/ask-model.ts',
      find: "return { model, outcome: { status: 'answered', answer } };",
      replace: `return answer.text.includes('Error:')
      ? { model, outcome: { status: 'failed', error: 'server', isLate: false } }
      : { model, outcome: { status: 'answered', answer } };`,
    },
  ],
  expect: {
    scenario: 'analysis/answers/takes-an-answer-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
