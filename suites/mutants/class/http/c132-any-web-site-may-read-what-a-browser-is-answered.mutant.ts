import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C132',
  title: 'any web site may read what a browser is answered',
  tier: 'C',
  origin: 'a header too many',
  edits: [
    {
      file: 'server/http/security-headers.ts',
      find: "response.set('Cache-Control', 'no-store');",
      replace:
        "response.set({ 'Cache-Control': 'no-store', 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' });",
    },
  ],
  expect: {
    scenario: 'http/protocol/lets-no-page-*',
    channel: 'http',
    kind: 'extra',
    pointer: '/response/headers/access-control-allow-origin',
  },
});
