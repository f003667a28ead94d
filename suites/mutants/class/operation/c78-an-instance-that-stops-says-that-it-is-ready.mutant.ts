import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C78',
  title: 'an instance that stops says that it is ready',
  tier: 'C',
  origin: 'stop without draining',
  targets: ['real'],
  edits: [
    {
      file: 'server/http/health-routes.ts',
      find: 'await readiness(ports, settings.isDraining());',
      replace: 'await readiness(ports, false);',
    },
  ],
  expect: {
    scenario: 'stopping/draining/says-that-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
