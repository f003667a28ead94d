import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C50',
  title: 'the double loses the tokens of a stream',
  tier: 'C',
  origin: 'usage lost in a stream',
  targets: ['mock'],
  edits: [
    {
      file: 'server/adapters/llm/scripted-provider.ts',
      find: `      call.outcome = { status: 'answered', ...answer };
      return answer;`,
      replace: `      call.outcome = { status: 'answered', ...answer };
      return onText === undefined ? answer : { ...answer, usage: null };`,
    },
  ],
  expect: {
    scenario: 'streaming/failures/tells-of-each-*',
    channel: 'stream',
    kind: 'type',
    pointer: '/*/data/analysis/synthesis/usage',
  },
});
