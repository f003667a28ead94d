import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C23',
  title: 'times lose their milliseconds',
  tier: 'C',
  origin: 'precision of a time',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'new Date(value).toISOString()',
      replace: `\`\${new Date(value).toISOString().slice(0, 19)}.000Z\``,
    },
  ],
  expect: {
    scenario: 'analysis/analyze/shows-an-analysis-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/createdAt',
  },
});
