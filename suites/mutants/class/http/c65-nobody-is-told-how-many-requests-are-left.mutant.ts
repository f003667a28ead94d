import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C65',
  title: 'nobody is told how many requests are left',
  tier: 'C',
  origin: 'rate-limit headers',
  edits: [
    {
      file: 'server/http/run-route.ts',
      find: 'response.set(await limiter.admit(principal.id));',
      replace: 'await limiter.admit(principal.id);',
    },
  ],
  expect: {
    scenario: 'limits/counting/counts-each-*',
    channel: 'http',
    kind: 'missing',
    pointer: '/response/headers/ratelimit',
  },
});
