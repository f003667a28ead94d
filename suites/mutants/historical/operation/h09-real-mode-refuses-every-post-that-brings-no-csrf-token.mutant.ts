import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H09',
  title: 'real mode refuses every POST that brings no CSRF token',
  tier: 'H',
  origin: 'Divergence 2b: a CSRF middleware of real mode answered 403 to every client that was no browser.',
  targets: ['real'],
  edits: [
    {
      file: 'server/app.ts',
      find: "app.disable('etag');",
      replace: `app.disable('etag');
  app.use((request, response, next) => {
    if (request.method !== 'POST' || request.get('x-csrf-token') !== undefined) next();
    else response.status(403).json({ detail: 'CSRF token missing' });
  });`,
    },
  ],
  expect: {
    scenario: 'accounts/registration/registers-an-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
