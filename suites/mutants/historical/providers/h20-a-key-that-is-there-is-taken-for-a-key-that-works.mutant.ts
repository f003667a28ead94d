import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H20',
  title: 'a key that is there is taken for a key that works',
  tier: 'H',
  origin: 'Divergence 14: models were "ready" because a placeholder stood where the key was missing.',
  edits: [
    {
      file: 'server/adapters/llm/monitored.ts',
      find: 'let status: ProviderStatus = initial;',
      replace: "let status: ProviderStatus = initial === 'unverified' ? 'usable' : initial;",
    },
  ],
  expect: {
    scenario: 'health/health/answers-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/services/llm/*/status',
  },
});
