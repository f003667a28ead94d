import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C115',
  title: 'a pointer is not escaped',
  tier: 'C',
  origin: 'validation',
  edits: [{ file: 'server/http/validate.ts', find: ".replaceAll('~', '~0').replaceAll('/', '~1')", replace: '' }],
  expect: {
    scenario: 'http/texts/points-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/errors/0/pointer',
  },
});
