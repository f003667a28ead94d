import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C13',
  title: 'a key that is too narrow is answered as if there were none',
  tier: 'C',
  origin: '401 and 403',
  edits: [
    {
      file: 'server/domain/errors.ts',
      find: 'api_key_scope_insufficient: { status: 403',
      replace: 'api_key_scope_insufficient: { status: 401',
    },
  ],
  expect: {
    scenario: 'keys/key-access/refuses-a-service-key-of-another-scope-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
