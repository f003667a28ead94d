import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C16',
  title: 'an analysis is shown to whoever knows its id',
  tier: 'C',
  origin: 'filter by owner dropped',
  edits: [
    {
      file: 'server/domain/analysis.ts',
      find: 'analysis === null || analysis.userId !== wanted.userId',
      replace: 'analysis === null',
    },
  ],
  expect: {
    scenario: 'analysis/analyze/shows-an-analysis-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
