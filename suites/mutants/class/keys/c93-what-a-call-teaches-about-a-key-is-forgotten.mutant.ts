import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C93',
  title: 'what a call teaches about a key is forgotten',
  tier: 'C',
  origin: 'state not stored',
  edits: [
    {
      file: 'server/domain/provider-keys.ts',
      find: 'learned !== null && learned !== status',
      replace: 'learned !== null && learned === undefined',
    },
  ],
  expect: {
    scenario: 'keys/learned-keys/learns-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/status',
  },
});
