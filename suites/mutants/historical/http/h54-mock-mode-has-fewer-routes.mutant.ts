import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H54',
  title: 'mock mode has fewer routes',
  tier: 'H',
  origin: 'Divergence 46: the application of development and that of production were two files.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/http/routes.ts',
      find: `  ...keyRoutes,
`,
      replace: '',
    },
  ],
  expect: { scenario: 'keys/service-keys/shows-a-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
