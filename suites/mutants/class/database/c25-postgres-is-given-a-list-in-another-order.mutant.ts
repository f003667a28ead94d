import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C25',
  title: 'Postgres is given a list in another order',
  tier: 'C',
  origin: 'order in jsonb',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-analyses.ts',
      find: 'JSON.stringify(models)',
      replace: 'JSON.stringify(models.toSorted())',
    },
  ],
  expect: {
    scenario: 'analysis/pages/has-no-further-*',
    channel: 'http',
    kind: 'order',
    pointer: '/response/body/**/models',
  },
});
