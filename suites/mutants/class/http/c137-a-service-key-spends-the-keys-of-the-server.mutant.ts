import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C137',
  title: 'a service key spends the keys of the server',
  tier: 'C',
  origin: 'one id taken for another',
  edits: [
    {
      file: 'server/http/route.ts',
      find: 'await providersOf(ports, principal.user.id)',
      replace: 'await providersOf(ports, principal.id)',
    },
  ],
  expect: {
    scenario: 'keys/learned-keys/asks-with-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/status',
  },
});
