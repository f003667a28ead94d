import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C72',
  title: 'a provider is not told that nobody waits',
  tier: 'C',
  origin: 'abort not passed on',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/sdk-call.ts',
      find: 'await call(AbortSignal.any([signal, deadline]));',
      replace: 'await call(deadline);',
    },
  ],
  expect: {
    scenario: 'streaming/hang-up/ends-the-calls-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/outcome/status',
  },
});
