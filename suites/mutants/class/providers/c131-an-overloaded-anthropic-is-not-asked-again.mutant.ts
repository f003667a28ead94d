import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C131',
  title: 'an overloaded Anthropic is not asked again',
  tier: 'C',
  origin: '429 not retried, or retried twice',
  edits: [
    {
      file: 'server/adapters/llm/sdk-call.ts',
      find: "(httpStatus >= 500 ? 'server' : 'invalid_request')",
      replace: "(httpStatus >= 500 && httpStatus <= 504 ? 'server' : 'invalid_request')",
    },
  ],
  expect: {
    scenario: 'analysis/waiting/asks-an-overloaded-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
