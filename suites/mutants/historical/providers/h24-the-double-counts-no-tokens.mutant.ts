import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H24',
  title: 'the double counts no tokens',
  tier: 'H',
  origin: 'Divergence 18: a misspelt member failed as soon as there was usage, which no double ever had.',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/llm/scripted-provider.ts',
      find: `return scriptedAnswer(request, \`\${seed}/\${this.provider}\`);`,
      replace: `return { ...scriptedAnswer(request, \`\${seed}/\${this.provider}\`), usage: null };`,
    },
  ],
  expect: {
    scenario: 'analysis/analyze/asks-three-*',
    channel: 'http',
    kind: 'type',
    pointer: '/response/body/**/usage',
  },
});
