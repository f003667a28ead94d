import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H31',
  title: 'mock mode writes a stub where its double failed',
  tier: 'H',
  origin: 'Divergence 25: TESTING was read on 33 lines of the orchestrator, and each put a stub somewhere.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/domain/ask-model.ts',
      find: "return { model, outcome: { status: 'failed', error: error.kind, isLate: false } };",
      replace:
        "return { model, outcome: { status: 'answered', answer: { text: 'Stubbed response', finishReason: 'stop', usage: null } } };",
    },
  ],
  expect: {
    scenario: 'analysis/analyze/goes-on-with-two-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/initial/*/status',
  },
});
