import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C124',
  title: 'a service key deletes what its owner has',
  tier: 'C',
  origin: '401 and 403',
  edits: [
    {
      file: 'server/http/analysis-routes.ts',
      find: "  route({\n    method: 'DELETE',\n    path: '/api/analyses/:id',",
      replace: "  serviceRoute({\n    method: 'DELETE',\n    path: '/api/analyses/:id',\n    scope: 'read',",
    },
  ],
  expect: {
    scenario: 'keys/service-keys/opens-nothing-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
