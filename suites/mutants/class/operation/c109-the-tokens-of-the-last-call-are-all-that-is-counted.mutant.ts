import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C109',
  title: 'the tokens of the last call are all that is counted',
  tier: 'C',
  origin: 'metrics',
  edits: [
    {
      file: 'server/adapters/metrics/prometheus-metrics.ts',
      find: 'this.#tokens.output += outputTokens;',
      replace: 'this.#tokens.output = outputTokens;',
    },
  ],
  expect: {
    scenario: 'metrics/metrics/adds-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/ultra_llm_output_tokens_total/0/value',
  },
});
