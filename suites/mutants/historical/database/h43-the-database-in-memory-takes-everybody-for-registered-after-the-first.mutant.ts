import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H43',
  title: 'the database in memory takes everybody for registered after the first',
  tier: 'H',
  origin: 'Divergence 35: the second registration was "already registered", whoever came.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/database/memory-repositories.ts',
      find: '.some((row) => row.email === user.email)',
      replace: '.some(() => true)',
    },
  ],
  expect: {
    scenario: 'accounts/registration/keeps-two-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
