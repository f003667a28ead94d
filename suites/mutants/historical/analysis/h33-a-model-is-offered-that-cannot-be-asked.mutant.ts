import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H33',
  title: 'a model is offered that cannot be asked',
  tier: 'H',
  origin: 'Divergence 26: 26 models were advertised, and the pipeline refused 4 of them.',
  edits: [
    {
      file: 'server/http/analysis-routes.ts',
      find: 'z.enum(CATALOGUE.map((model) => model.id))',
      replace: 'z.enum(CATALOGUE.slice(0, -1).map((model) => model.id))',
    },
  ],
  expect: {
    scenario: 'analysis/questions/lets-every-*',
    channel: 'http',
    kind: 'length',
    pointer: '/response/body/errors',
  },
});
