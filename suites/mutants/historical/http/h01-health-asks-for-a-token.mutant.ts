import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H01',
  title: 'GET /api/health asks for a token, in both modes',
  tier: 'H',
  origin: 'Divergence 1: real mode answered /api/health with 401: a second list of public paths did not have it.',
  edits: [
    {
      file: 'server/http/route.ts',
      find: "access: 'public',",
      replace: "access: definition.path === '/api/health' ? 'bearer' : 'public',",
    },
  ],
  expect: { scenario: 'health/health/answers-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
