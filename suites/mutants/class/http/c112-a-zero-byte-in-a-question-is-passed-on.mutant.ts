import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C112',
  title: 'a zero byte in a question is passed on',
  tier: 'C',
  origin: 'charset',
  edits: [
    {
      file: 'server/http/storable-text.ts',
      find: "\n    .refine((text) => !text.includes('\\0'), 'Must not contain U+0000')",
      replace: '',
    },
  ],
  expect: { scenario: 'http/texts/takes-no-text-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
