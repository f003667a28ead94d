import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C92',
  title: 'a provider without time is taken for one that is out of reach',
  tier: 'C',
  origin: 'error taxonomy',
  edits: [
    {
      file: 'server/domain/provider-keys.ts',
      find: `  rate_limited: null,
  quota: null,`,
      replace: `  rate_limited: 'unreachable',
  quota: null,`,
    },
  ],
  expect: {
    scenario: 'keys/learned-keys/says-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/status',
  },
});
