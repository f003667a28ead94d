import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C100',
  title: 'a draft that is kept loses its text',
  tier: 'C',
  origin: 'a failed step leaves nothing',
  edits: [{ file: 'server/domain/analysis.ts', find: 'text: draft?.text ?? null }', replace: 'text: null }' }],
  expect: {
    scenario: 'analysis/kept-drafts/**',
    channel: 'http',
    kind: 'type',
    pointer: '/response/body/peerReview/1/text',
  },
});
