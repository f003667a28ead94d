import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C126',
  title: 'the tokens of a stream of OpenAI are lost',
  tier: 'C',
  origin: 'usage lost',
  edits: [
    {
      file: 'server/adapters/llm/openai-provider.ts',
      find: '      usage = toUsage(chunk.usage) ?? usage;\n',
      replace: '',
    },
  ],
  expect: {
    scenario: 'streaming/whole-stream/streams-a-synthesis-of-openai-*',
    channel: 'stream',
    kind: 'type',
    pointer: '/**',
  },
});
