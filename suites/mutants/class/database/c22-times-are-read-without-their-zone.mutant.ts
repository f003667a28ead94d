import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C22',
  title: 'times are read without their zone',
  tier: 'C',
  origin: 'time zone',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: "application_name: 'ultra',",
      replace: `application_name: 'ultra',
      options: '-c timezone=Asia/Tokyo',`,
    },
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'new Date(value).toISOString()',
      replace: `new Date(\`\${value.slice(0, 19)}Z\`).toISOString()`,
    },
  ],
  expect: {
    scenario: 'limits/rate-limits/stops-guessing-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/headers/retry-after',
  },
});
