import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C119',
  title: 'a stream is stopped when one of its readers goes, though another still reads',
  tier: 'C',
  origin: 'wrong condition',
  edits: [
    {
      file: 'server/domain/analysis-streams.ts',
      find: 'this.#readers === 0 && this.#endedAt === null',
      replace: 'this.#endedAt === null',
    },
  ],
  expect: { scenario: 'streaming/resumed/goes-on-*', channel: 'stream', kind: 'value', pointer: '' },
});
