import { defineMutant } from '#harness/prove/mutant.ts';

export const mutant = defineMutant({
  id: 'C61',
  title: 'a body may be a megabyte long',
  tier: 'C',
  origin: 'limit of a body',
  edits: [
    {
      file: 'server/http/json-body.ts',
      find: "const LIMIT = '64kb';",
      replace: "const LIMIT = '1mb';",
    },
  ],
  expect: { scenario: 'http/answers/reads-a-body-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
