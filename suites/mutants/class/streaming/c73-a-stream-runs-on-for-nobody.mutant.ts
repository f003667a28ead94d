import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C73',
  title: 'a stream runs on for nobody',
  tier: 'C',
  origin: 'abort not passed on',
  edits: [
    {
      file: 'server/domain/analysis-streams.ts',
      find: 'if (this.#readers === 0 && this.#endedAt === null) {',
      replace: 'if (this.#readers < 0 && this.#endedAt === null) {',
    },
  ],
  expect: {
    scenario: 'streaming/hang-up/ends-the-drafts-*',
    channel: 'calls',
    kind: 'value',
    pointer: '/*/outcome/status',
  },
});
