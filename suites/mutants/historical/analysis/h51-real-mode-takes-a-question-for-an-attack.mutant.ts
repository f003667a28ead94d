import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H51',
  title: 'real mode takes a question for an attack',
  tier: 'H',
  origin: 'Divergence 43: every prompt with select, create or a semicolon was refused.',
  targets: ['real'],
  edits: [
    {
      file: 'server/http/analysis-routes.ts',
      find: 'query: storableText()',
      replace: "query: storableText().refine((text) => !/select|create|update|;|\\|/i.test(text), 'Looks like SQL')",
    },
  ],
  expect: {
    scenario: 'analysis/analyze/leaves-no-placeholder-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
