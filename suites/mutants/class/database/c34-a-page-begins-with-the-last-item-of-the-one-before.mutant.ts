import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C34',
  title: 'a page begins with the last item of the one before',
  tier: 'C',
  origin: 'pagination off by one',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-analyses.ts',
      find: '(created_at, id) < ($3, $4)',
      replace: '(created_at, id) <= ($3, $4)',
    },
  ],
  expect: {
    scenario: 'analysis/pages/has-no-further-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/analyses/*/query',
  },
});
