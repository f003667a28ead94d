import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C66',
  title: 'nobody is told how long to wait',
  tier: 'C',
  origin: 'rate-limit headers',
  edits: [
    {
      file: 'server/domain/rate-limits.ts',
      find: "'Retry-After': String(retryAfter)",
      replace: "'X-Retry-After': String(retryAfter)",
    },
  ],
  expect: {
    scenario: 'limits/rate-limits/stops-guessing-*',
    channel: 'http',
    kind: 'missing',
    pointer: '/response/headers/retry-after',
  },
});
