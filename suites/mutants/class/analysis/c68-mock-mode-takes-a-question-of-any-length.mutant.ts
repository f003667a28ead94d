import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C68',
  title: 'mock mode takes a question of any length',
  tier: 'C',
  origin: 'validation in one mode',
  targets: ['mock'],
  edits: [
    {
      file: 'server/http/analysis-routes.ts',
      find: 'const LONGEST_QUERY = 8_000;',
      replace: 'const LONGEST_QUERY = 80_000;',
    },
  ],
  expect: {
    scenario: 'analysis/questions/takes-a-question-*',
    channel: 'http',
    kind: 'length',
    pointer: '/response/body/errors',
  },
});
