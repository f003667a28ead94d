import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C106',
  title: 'a body in another charset is a bad request',
  tier: 'C',
  origin: 'charset',
  edits: [
    { file: 'server/http/error-handler.ts', find: "'charset.unsupported': 'unsupported_media_type',", replace: '' },
  ],
  expect: { scenario: 'http/texts/takes-no-body-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
