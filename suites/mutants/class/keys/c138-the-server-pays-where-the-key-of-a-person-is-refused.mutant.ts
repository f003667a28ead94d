import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C138',
  title: 'the server pays where the key of a person is refused',
  tier: 'C',
  origin: 'a failure taken for another',
  edits: [
    {
      file: 'server/domain/provider-keys.ts',
      find: 'await learn(error instanceof LlmError ? LEARNED[error.kind] : null);',
      replace:
        "await learn(error instanceof LlmError ? LEARNED[error.kind] : null);\n        if (error instanceof LlmError && error.kind === 'authentication') return ports.llm[key.provider].complete(request, signal, onText);",
    },
  ],
  expect: {
    scenario: 'keys/learned-keys/spends-no-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/status',
  },
});
