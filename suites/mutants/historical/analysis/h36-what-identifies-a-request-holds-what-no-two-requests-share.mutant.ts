import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H36',
  title: 'what identifies a request holds what no two requests share',
  tier: 'H',
  origin: 'Divergence 29: the key of the cache held the correlation id, so that it never hit over HTTP.',
  edits: [
    {
      file: 'server/domain/analyse-once.ts',
      find: 'JSON.stringify([query,',
      replace: 'JSON.stringify([performance.now(), query,',
    },
  ],
  expect: {
    scenario: 'analysis/history/answers-a-repeated-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
