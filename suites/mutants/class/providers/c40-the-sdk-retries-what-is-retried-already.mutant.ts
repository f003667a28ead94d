import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C40',
  title: 'the SDK retries what is retried already',
  tier: 'C',
  origin: 'retried twice',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/openai-provider.ts',
      find: 'maxRetries: 0',
      replace: 'maxRetries: 1',
    },
  ],
  expect: { scenario: 'keys/provider-keys/says-that-nobody-*', channel: 'calls', kind: 'extra', pointer: '/*' },
});
