import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C20',
  title: 'what is numeric in Postgres comes as text',
  tier: 'C',
  origin: 'numeric as a string',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'return Number;',
      replace: 'return String;',
    },
  ],
  expect: {
    scenario: 'analysis/analyze/shows-an-analysis-*',
    channel: 'http',
    kind: 'type',
    pointer: '/response/body/usage/costUsd',
  },
});
