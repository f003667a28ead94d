import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C41',
  title: 'a refused key is tried again and again',
  tier: 'C',
  origin: 'retried twice',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/retrying.ts',
      find: "['rate_limited', 'server',",
      replace: "['rate_limited', 'authentication', 'server',",
    },
  ],
  expect: { scenario: 'keys/provider-keys/keeps-a-key-*', channel: 'calls', kind: 'extra', pointer: '/*' },
});
