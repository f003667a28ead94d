import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C127',
  title: 'a provider without a key is one whose key nobody has tried',
  tier: 'C',
  origin: 'health of yesterday',
  edits: [
    {
      file: 'server/compose.ts',
      find: "? monitored(keylessProvider(provider), 'missing_key')",
      replace: '? monitored(keylessProvider(provider))',
    },
  ],
  expect: {
    scenario: 'health/refused/says-for-which-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/status',
  },
});
