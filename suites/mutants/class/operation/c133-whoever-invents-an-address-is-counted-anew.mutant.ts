import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C133',
  title: 'whoever invents an address is counted anew',
  tier: 'C',
  origin: 'limit got around',
  edits: [
    {
      file: 'server/app.ts',
      find: "app.set('trust proxy', settings.trustedProxies);",
      replace: "app.set('trust proxy', true);",
    },
  ],
  expect: {
    scenario: 'limits/rate-limits/counts-sign-ins-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
