import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H42',
  title: 'the database in memory finds the first user whatever is asked',
  tier: 'H',
  origin: 'Divergence 35: the memory database ignored its filters.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/database/memory-repositories.ts',
      find: '.find((row) => row.email === email)',
      replace: '.find(() => true)',
    },
  ],
  expect: {
    scenario: 'limits/rate-limits/stops-guessing-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
