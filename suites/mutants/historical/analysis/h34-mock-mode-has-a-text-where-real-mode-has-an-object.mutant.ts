import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H34',
  title: 'mock mode has a text where real mode has an object',
  tier: 'H',
  origin: 'Divergence 27: the synthesis was a string in one mode and an object in the other; the page read .content.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/http/analysis-view.ts',
      find: ': synthesisView(synthesis),',
      replace: ': synthesis.text,',
    },
  ],
  expect: {
    scenario: 'analysis/analyze/asks-three-*',
    channel: 'http',
    kind: 'type',
    pointer: '/response/body/synthesis',
  },
});
