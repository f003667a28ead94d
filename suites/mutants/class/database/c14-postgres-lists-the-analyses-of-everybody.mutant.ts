import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C14',
  title: 'Postgres lists the analyses of everybody',
  tier: 'C',
  origin: 'filter by owner dropped',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-analyses.ts',
      find: 'SELECT * FROM analyses WHERE user_id = $1 $',
      replace: 'SELECT * FROM analyses WHERE $1::uuid IS NOT NULL $',
    },
  ],
  expect: {
    scenario: 'analysis/history/lists-an-analysis-*',
    channel: 'http',
    kind: 'length',
    pointer: '/response/body/analyses',
  },
});
