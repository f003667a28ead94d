import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C63',
  title: 'a problem does not say how it is encoded',
  tier: 'C',
  origin: 'charset',
  edits: [
    {
      file: 'server/http/problem.ts',
      find: "response.type('application/problem+json').send(JSON.stringify(",
      replace: "response.set('Content-Type', 'application/problem+json').end(JSON.stringify(",
    },
  ],
  expect: {
    scenario: 'http/answers/says-exactly-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/headers/content-type',
  },
});
