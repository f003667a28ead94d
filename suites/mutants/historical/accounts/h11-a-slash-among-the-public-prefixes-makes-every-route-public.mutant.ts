import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H11',
  title: 'a slash among the public prefixes makes every route public',
  tier: 'H',
  origin: 'Divergence 6: "/" was put on a list of public prefixes to serve a page, and everything began with it.',
  edits: [
    {
      file: 'server/http/identify.ts',
      find: "if (route.access === 'public') {",
      replace: "if (route.access === 'public' || ['/docs', '/'].some((prefix) => request.path.startsWith(prefix))) {",
    },
  ],
  expect: {
    scenario: 'accounts/protected-routes/refuses-no-token-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
