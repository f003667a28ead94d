import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H38',
  title: 'real mode says that it is mock mode',
  tier: 'H',
  origin: 'Divergence 30: two flags had one meaning, and after a clean-up both changed the text of the health alone.',
  targets: ['real'],
  edits: [
    {
      file: 'server/http/health-routes.ts',
      find: 'mode: settings.mode,',
      replace: "mode: 'mock',",
    },
  ],
  expect: { scenario: 'health/health/answers-*', channel: 'http', kind: 'value', pointer: '/response/body/mode' },
});
