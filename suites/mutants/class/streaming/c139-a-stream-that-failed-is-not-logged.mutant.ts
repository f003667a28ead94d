import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C139',
  title: 'a stream that failed is not logged',
  tier: 'C',
  origin: 'audit event missing or duplicated',
  edits: [
    {
      file: 'server/http/analysis-stream-route.ts',
      find: 'logFailure(ports.logger, problem, { error, requestId });',
      replace: '',
    },
  ],
  expect: {
    scenario: 'streaming/failures/says-at-*',
    channel: 'audit',
    kind: 'missing',
    pointer: '/llm_providers_failed',
  },
});
