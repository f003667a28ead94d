import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H29',
  title: 'the check of scopes is on analyze and not on its stream',
  tier: 'H',
  origin: 'Divergence 23: the gate ran before /analyze, and not before /analyze/stream.',
  edits: [
    {
      file: 'server/http/analysis-routes.ts',
      find: `path: '/api/analyze/stream',
    scope: 'analyze',`,
      replace: `path: '/api/analyze/stream',
    scope: 'read',`,
    },
  ],
  expect: {
    scenario: 'keys/key-access/refuses-a-service-key-of-another-scope-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
