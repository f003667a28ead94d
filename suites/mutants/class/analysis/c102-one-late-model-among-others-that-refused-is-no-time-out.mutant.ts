import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C102',
  title: 'one late model among others that refused is no time-out',
  tier: 'C',
  origin: 'time-out',
  edits: [
    {
      file: 'server/domain/analysis.ts',
      find: 'const code = failed.some(({ isLate }) => isLate) ?',
      replace: 'const code = failed.every(({ isLate }) => isLate) ?',
    },
  ],
  expect: { scenario: 'analysis/late/says-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
