import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C120',
  title: 'a body may have 64000 bytes in place of 65536',
  tier: 'C',
  origin: 'limit: wrong unit',
  edits: [
    {
      file: 'server/http/json-body.ts',
      find: 'const LIMIT = 64 * 1024;',
      replace: 'const LIMIT = 64 * 1000;',
    },
  ],
  expect: {
    scenario: 'http/answers/reads-a-body-of-exactly-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
