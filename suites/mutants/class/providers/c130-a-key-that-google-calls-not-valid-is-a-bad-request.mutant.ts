import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C130',
  title: 'a key that Google calls not valid is a bad request',
  tier: 'C',
  origin: 'a failure taken for another',
  edits: [
    {
      file: 'server/adapters/llm/sdk-call.ts',
      find: "  if (/API[_ ]key[_ ](not[_ ]valid|invalid)/i.test(text)) {\n    return 'authentication';\n  }\n",
      replace: '',
    },
  ],
  expect: {
    scenario: 'health/refused/knows-a-key-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/initial/2/error',
  },
});
