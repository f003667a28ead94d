import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C62',
  title: 'a body of half the documented length is too long',
  tier: 'C',
  origin: 'limit of a body',
  edits: [
    {
      file: 'server/http/json-body.ts',
      find: 'const LIMIT = 64 * 1024;',
      replace: 'const LIMIT = 32 * 1024;',
    },
  ],
  expect: { scenario: 'http/answers/reads-a-body-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
