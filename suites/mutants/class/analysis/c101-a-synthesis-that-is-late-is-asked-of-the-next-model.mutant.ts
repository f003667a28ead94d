import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C101',
  title: 'a synthesis that is late is asked of the next model',
  tier: 'C',
  origin: 'time-out',
  edits: [
    {
      file: 'server/domain/analysis.ts',
      find: '    if (attempt.outcome.isLate) {\n      break;\n    }\n',
      replace: '',
    },
  ],
  expect: { scenario: 'analysis/late/asks-*', channel: 'http', kind: 'length', pointer: '/response/body/failures' },
});
