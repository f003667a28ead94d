import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C35',
  title: 'the page in memory leaves one out',
  tier: 'C',
  origin: 'pagination off by one',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/database/memory-analyses.ts',
      find: `.slice(0, limit)
          .map(rowToSummary)`,
      replace: `.slice(0, limit - 1)
          .map(rowToSummary)`,
    },
  ],
  expect: {
    scenario: 'analysis/pages/has-no-further-*',
    channel: 'http',
    kind: 'type',
    pointer: '/response/body/nextCursor',
  },
});
