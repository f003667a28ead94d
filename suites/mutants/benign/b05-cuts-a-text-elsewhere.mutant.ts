import { defineBenign } from 'ultra-parity';

export const mutant = defineBenign({
  id: 'B05',
  title: 'a streamed text comes in smaller pieces',
  benign: true,
  origin: 'Where a provider cuts its text is up to its tokens, and changes from model to model.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/llm/scripted-provider.ts',
      find: 'const PIECES = /(?= )/;',
      replace: 'const PIECES = /(?=[aeo ])/;',
    },
  ],
  scenario: 'streaming/**',
});
