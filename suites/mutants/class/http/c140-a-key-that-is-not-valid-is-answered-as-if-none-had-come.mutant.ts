import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C140',
  title: 'a service key that is not valid is answered as if none had come',
  tier: 'C',
  origin: '401 and 403',
  edits: [{ file: 'server/http/problem.ts', find: '/^(token|api_key)_/', replace: '/^token_/' }],
  expect: {
    scenario: 'keys/service-keys/tells-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/headers/www-authenticate',
  },
});
