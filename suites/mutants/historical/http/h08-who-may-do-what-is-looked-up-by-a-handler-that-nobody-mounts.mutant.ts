import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H08',
  title: 'who may do what is looked up by a handler that nobody mounts',
  tier: 'H',
  origin: 'Divergence 2: the repaired middleware lay in a module that nobody mounted.',
  edits: [
    {
      file: 'server/http/run-route.ts',
      find: 'return [announce(route), admit(route, application), ',
      replace: 'return [announce(route), ',
    },
  ],
  expect: {
    scenario: 'accounts/protected-routes/refuses-no-token-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
