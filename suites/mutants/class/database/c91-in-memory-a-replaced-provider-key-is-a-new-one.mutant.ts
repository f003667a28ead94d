import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C91',
  title: 'in memory a replaced provider key is a new one',
  tier: 'C',
  origin: 'upsert: column overwritten',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/database/memory-key-repositories.ts',
      find: 'created_at: earlier?.created_at ?? row.created_at',
      replace: 'created_at: row.created_at',
    },
  ],
  expect: {
    scenario: 'keys/replaced-keys/**',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/createdAt',
  },
});
