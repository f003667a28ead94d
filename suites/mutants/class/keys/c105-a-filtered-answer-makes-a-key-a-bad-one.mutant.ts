import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C105',
  title: 'a filtered answer makes a key a bad one',
  tier: 'C',
  origin: 'failure taken for another',
  edits: [
    {
      file: 'server/domain/provider-keys.ts',
      find: "content_filtered: 'usable',",
      replace: "content_filtered: 'unauthorized',",
    },
  ],
  expect: { scenario: 'keys/learned-keys/takes-*', channel: 'http', kind: 'value', pointer: '/response/body/status' },
});
