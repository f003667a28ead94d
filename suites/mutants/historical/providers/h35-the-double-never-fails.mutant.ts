import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H35',
  title: 'the double never fails',
  tier: 'H',
  origin: 'Divergence 28: the demonstration could not fail, whatever it was told.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/llm/scripted-provider.ts',
      find: 'fault !== undefined &&',
      replace: 'fault === undefined &&',
    },
  ],
  expect: {
    scenario: 'analysis/analyze/fails-with-the-reason-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
