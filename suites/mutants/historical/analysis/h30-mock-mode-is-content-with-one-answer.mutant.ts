import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H30',
  title: 'mock mode is content with one answer',
  tier: 'H',
  origin: 'Divergence 24: the profiles of the tests had the minimum number of models set to 1.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/domain/analysis.ts',
      find: 'const MINIMUM_ANSWERS = 2;',
      replace: 'const MINIMUM_ANSWERS = 1;',
    },
  ],
  expect: {
    scenario: 'analysis/analyze/fails-with-the-reason-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
