import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H12',
  title: 'a router is mounted below its own prefix',
  tier: 'H',
  origin: 'Divergence 7: the routes of accounts were at /api/api/auth, and the documented path answered 404.',
  targets: ['real'],
  edits: [
    {
      file: 'server/http/auth-routes.ts',
      find: "path: '/api/auth/login',",
      replace: "path: '/api/api/auth/login',",
    },
  ],
  expect: {
    scenario: 'accounts/sessions/says-the-same-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
