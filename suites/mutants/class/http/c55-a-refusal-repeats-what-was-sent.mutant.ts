import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C55',
  title: 'a refusal repeats what was sent',
  tier: 'C',
  origin: 'secret in an error',
  edits: [
    {
      file: 'server/http/validate.ts',
      find: `\`The \${part} does not fit its schema\``,
      replace: `\`The \${part} does not fit its schema: \${JSON.stringify(value)}\``,
    },
  ],
  expect: {
    scenario: 'http/answers/repeats-nothing-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/detail',
  },
});
