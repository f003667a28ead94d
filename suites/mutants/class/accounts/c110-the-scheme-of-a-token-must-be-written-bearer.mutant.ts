import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C110',
  title: 'the scheme of a token must be written Bearer',
  tier: 'C',
  origin: 'capitals',
  edits: [{ file: 'server/http/bearer.ts', find: "scheme.toLowerCase() !== 'bearer'", replace: "scheme !== 'Bearer'" }],
  expect: { scenario: 'http/spelling/takes-*', channel: 'http', kind: 'status', pointer: '/response/status' },
});
