import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C38',
  title: 'a migration has given times no fractions',
  tier: 'C',
  origin: 'migration: type',
  targets: ['real'],
  edits: [
    {
      file: 'server/migrations/0001-accounts-and-analyses.sql',
      find: 'created_at timestamptz(3) NOT NULL,\n  completed_at',
      replace: 'created_at timestamptz(0) NOT NULL,\n  completed_at',
    },
  ],
  expect: {
    scenario: 'analysis/analyze/shows-an-analysis-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/createdAt',
  },
});
