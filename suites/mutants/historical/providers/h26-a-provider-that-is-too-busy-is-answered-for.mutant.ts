import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H26',
  title: 'a provider that is too busy is answered for',
  tier: 'H',
  origin: 'Divergence 20: the adapter of production made up a text when it was told 429.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/llm/sdk-call.ts',
      find: 'const facts = describe(cause);',
      replace: `const facts = describe(cause);
    if (facts.httpStatus === 429) {
      const message = { content: 'Request rate-limited. Please try again later.' };
      return { choices: [{ message, finish_reason: 'stop' }], usage: null };
    }`,
    },
  ],
  expect: {
    scenario: 'analysis/analyze/asks-a-provider-again-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/request/messages/*/text',
  },
});
