import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H32',
  title: 'mock mode calls a model by another name',
  tier: 'H',
  origin: 'Divergence 26: the mock said gpt4o where the real catalogue said gpt-4o.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/domain/models.ts',
      find: "id: 'gpt-4o',",
      replace: "id: 'gpt4o',",
    },
  ],
  expect: { scenario: 'analysis/models/**', channel: 'http', kind: 'value', pointer: '/response/body/models/*/name' },
});
