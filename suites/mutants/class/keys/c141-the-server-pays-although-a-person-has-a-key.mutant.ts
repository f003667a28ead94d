import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C141',
  title: 'the server pays although a person has a key',
  tier: 'C',
  origin: 'keys that were detected and not used',
  edits: [
    {
      file: 'server/domain/provider-keys.ts',
      find: 'ports.llmWithKey(key.provider, opened(ports, key)).complete(request, signal, onText);',
      replace: 'ports.llm[key.provider].complete(request, signal, onText);',
    },
  ],
  expect: { scenario: 'keys/{provider,replaced}-keys/asks-*', channel: 'calls', kind: 'missing', pointer: '/*/key' },
});
