import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C111',
  title: 'an id in capitals is unknown',
  tier: 'C',
  origin: 'capitals',
  edits: [
    {
      file: 'server/http/analysis-routes.ts',
      find: "safeParse(params['id']?.toLowerCase())",
      replace: "safeParse(params['id'])",
    },
  ],
  expect: { scenario: 'http/spelling/takes-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
