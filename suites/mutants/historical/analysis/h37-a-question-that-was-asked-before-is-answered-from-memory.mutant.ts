import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H37',
  title: 'a question that was asked before is answered from memory',
  tier: 'H',
  origin: 'Divergence 29: a cache of 24 hours hid what the providers did.',
  targets: ['real'],
  edits: [
    {
      file: 'server/domain/ask-model.ts',
      find: 'export type Prompt =',
      replace: 'const cache = new Map();\nexport type Prompt =',
    },
    {
      file: 'server/domain/ask-model.ts',
      find: 'await llm[model.provider].complete(request, AbortSignal.any([signal, limit]), onText);',
      replace: `cache.get(JSON.stringify(request)) ?? (await llm[model.provider].complete(request, AbortSignal.any([signal, limit]), onText));
    cache.set(JSON.stringify(request), answer);`,
    },
  ],
  expect: { scenario: 'analysis/answers/asks-the-providers-again-*', channel: 'calls', kind: 'length', pointer: '' },
});
