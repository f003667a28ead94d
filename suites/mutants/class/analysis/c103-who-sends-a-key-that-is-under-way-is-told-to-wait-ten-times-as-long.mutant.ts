import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C103',
  title: 'who sends a key that is under way is told to wait ten times as long',
  tier: 'C',
  origin: 'retry-after',
  edits: [
    { file: 'server/domain/analyse-once.ts', find: "RETRY_AFTER_SECONDS = '2'", replace: "RETRY_AFTER_SECONDS = '20'" },
  ],
  expect: {
    scenario: 'concurrency/at-once/analyses-*',
    channel: 'http',
    kind: 'value',
    pointer: '/responses/*/*/headers/retry-after',
  },
});
