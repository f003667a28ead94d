import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H39',
  title: 'a provider that refused the key stays usable',
  tier: 'H',
  origin: 'Divergence 31: when the probe failed, two models were declared healthy for debugging.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/monitored.ts',
      find: "authentication: 'unauthorized',",
      replace: "authentication: 'usable',",
    },
  ],
  expect: {
    scenario: 'analysis/analyze/goes-on-with-two-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/services/llm/*/status',
  },
});
