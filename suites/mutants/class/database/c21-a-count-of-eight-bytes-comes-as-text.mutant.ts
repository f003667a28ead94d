import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C21',
  title: 'a count of eight bytes comes as text',
  tier: 'C',
  origin: 'numeric as a string',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-analyses.ts',
      find: "'SELECT * FROM analyses WHERE id = $1'",
      replace: "'SELECT *, output_tokens::int8 AS output_tokens FROM analyses WHERE id = $1'",
    },
  ],
  expect: {
    scenario: 'analysis/analyze/shows-an-analysis-*',
    channel: 'http',
    kind: 'type',
    pointer: '/response/body/usage/outputTokens',
  },
});
