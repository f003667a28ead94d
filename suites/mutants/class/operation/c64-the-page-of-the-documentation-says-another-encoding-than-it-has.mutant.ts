import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C64',
  title: 'the page of the documentation says another encoding than it has',
  tier: 'C',
  origin: 'charset',
  edits: [
    {
      file: 'server/http/docs-routes.ts',
      find: "'text/html; charset=utf-8'",
      replace: "'text/html; charset=iso-8859-1'",
    },
  ],
  expect: {
    scenario: 'documentation/documents/**',
    channel: 'http',
    kind: 'value',
    pointer: '/response/headers/content-type',
  },
});
