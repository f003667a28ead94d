import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C33',
  title: 'a page that is just full has another after it',
  tier: 'C',
  origin: 'pagination off by one',
  edits: [
    {
      file: 'server/http/analysis-routes.ts',
      find: 'found.length > limit ?',
      replace: 'found.length >= limit ?',
    },
  ],
  expect: {
    scenario: 'analysis/pages/has-no-further-*',
    channel: 'http',
    kind: 'type',
    pointer: '/response/body/nextCursor',
  },
});
