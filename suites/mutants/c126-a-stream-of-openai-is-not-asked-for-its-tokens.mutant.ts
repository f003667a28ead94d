import { defineMutant } from '#harness/prove/mutant.ts';

export const mutant = defineMutant({
  id: 'C126',
  title: 'a stream of OpenAI is not asked for its tokens',
  tier: 'C',
  origin: 'lost usage',
  edits: [
    {
      file: 'server/adapters/llm/openai-provider.ts',
      find: '{ ...toBody(request), stream: true, stream_options: { include_usage: true } },',
      replace: '{ ...toBody(request), stream: true },',
    },
  ],
  expect: {
    scenario: 'streaming/whole-stream/streams-a-synthesis-of-openai-*',
    channel: 'calls',
    kind: 'value',
    pointer: '',
  },
});
