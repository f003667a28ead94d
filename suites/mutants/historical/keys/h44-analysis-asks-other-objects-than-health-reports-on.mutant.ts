import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H44',
  title: 'analysis asks other objects than health reports on',
  tier: 'H',
  origin: 'Divergence 36: one module was imported under two names, and each had its own singleton.',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/provider-keys.ts',
      find: 'key === undefined ? ports.llm[name] :',
      replace: "key === undefined ? { ...ports.llmWithKey(name, 'another'), status: 'unverified' } :",
    },
  ],
  expect: {
    scenario: 'analysis/analyze/goes-on-with-two-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/services/llm/*/status',
  },
});
