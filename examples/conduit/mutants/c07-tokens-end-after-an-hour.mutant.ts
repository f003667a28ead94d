import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C07',
  title: 'a token ends after an hour and not after sixty days, on Postgres',
  tier: 'C',
  origin: 'm is minutes and not months.',
  targets: ['postgres'],
  edits: [{ file: 'identity.ts', find: "expiresIn: '60d'", replace: "expiresIn: '60m'" }],
  expect: { scenario: 'accounts/**', channel: 'http', kind: 'value', pointer: '/response/body/user/token/**' },
});
