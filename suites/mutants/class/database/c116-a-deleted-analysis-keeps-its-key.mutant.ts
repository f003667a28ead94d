import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C116',
  title: 'a migration leaves the idempotency key of a deleted analysis behind',
  tier: 'C',
  origin: 'migration: ON DELETE',
  targets: ['real'],
  edits: [
    {
      file: 'server/migrations/0003-idempotency-and-retention.sql',
      find: 'analysis_id uuid REFERENCES analyses ON DELETE CASCADE',
      replace: 'analysis_id uuid REFERENCES analyses ON DELETE SET NULL',
    },
  ],
  expect: { scenario: 'analysis/idempotency/forgets-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
