import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H41',
  title: 'mock mode reports its doubles as missing',
  tier: 'H',
  origin: 'Divergence 34: the check of mock_llm was always degraded in mock mode.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/compose.ts',
      find: "apiKey: config.keyless?.includes(provider) ? null : ''",
      replace: 'apiKey: null',
    },
  ],
  expect: {
    scenario: 'health/health/answers-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/services/llm/*/status',
  },
});
