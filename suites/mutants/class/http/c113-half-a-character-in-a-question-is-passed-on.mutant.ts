import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C113',
  title: 'half a character in a question is passed on',
  tier: 'C',
  origin: 'charset',
  edits: [
    {
      file: 'server/http/storable-text.ts',
      find: "\n    .refine((text) => text.isWellFormed(), 'Must be well-formed Unicode')",
      replace: '',
    },
  ],
  expect: { scenario: 'http/texts/takes-no-text-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
