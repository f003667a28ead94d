import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C107',
  title: 'a quota that is used up is not seen',
  tier: 'C',
  origin: 'failure taken for another',
  edits: [{ file: 'server/adapters/llm/monitored.ts', find: "quota: 'rate_limited',", replace: 'quota: null,' }],
  expect: { scenario: 'health/refused/asks-*', channel: 'http', kind: 'value', pointer: '/response/body/status' },
});
