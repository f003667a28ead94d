import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H50',
  title: 'a limit that is reached lets everybody through',
  tier: 'H',
  origin: 'Divergence 42: the answer 429 failed its own schema, and the request was served.',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/rate-limits.ts',
      find: 'if (hits > policy.limit) {',
      replace: 'if (hits > policy.limit && resetsAt === null) {',
    },
  ],
  expect: {
    scenario: 'limits/rate-limits/stops-guessing-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
