import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C117',
  title: 'a provider that asks for more patience than there is is waited for all the same',
  tier: 'C',
  origin: 'retry: wrong limit',
  edits: [
    {
      file: 'server/adapters/llm/retrying.ts',
      find: 'return error.retryAfterMs <= LONGEST_RETRY_AFTER_MS ? error.retryAfterMs : null;',
      replace: 'return Math.min(error.retryAfterMs, LONGEST_RETRY_AFTER_MS);',
    },
  ],
  expect: { scenario: 'analysis/waiting/goes-on-*', channel: 'http', kind: 'value', pointer: '/response/body/status' },
});
