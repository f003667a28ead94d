import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C98',
  title: 'a repeated request may name other models',
  tier: 'C',
  origin: 'idempotency: fingerprint',
  edits: [
    {
      file: 'server/domain/analyse-once.ts',
      find: '[query, models.map(({ id }) => id)]',
      replace: '[query]',
    },
  ],
  expect: {
    scenario: 'analysis/idempotency/takes-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
