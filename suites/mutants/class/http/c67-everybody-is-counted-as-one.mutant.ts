import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C67',
  title: 'everybody is counted as one',
  tier: 'C',
  origin: 'rate limits',
  edits: [
    {
      file: 'server/http/run-route.ts',
      find: 'limiter.admit(principal.id)',
      replace: "limiter.admit('anonymous')",
    },
  ],
  expect: {
    scenario: 'limits/counting/counts-each-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/headers/ratelimit',
  },
});
