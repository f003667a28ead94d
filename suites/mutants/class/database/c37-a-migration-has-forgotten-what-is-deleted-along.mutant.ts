import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C37',
  title: 'a migration has forgotten what is deleted along',
  tier: 'C',
  origin: 'migration: ON DELETE CASCADE',
  targets: ['real'],
  edits: [
    {
      file: 'server/migrations/0001-accounts-and-analyses.sql',
      find: 'analysis_id uuid NOT NULL REFERENCES analyses ON DELETE CASCADE',
      replace: 'analysis_id uuid NOT NULL REFERENCES analyses',
    },
  ],
  expect: {
    scenario: 'analysis/history/lists-an-analysis-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
