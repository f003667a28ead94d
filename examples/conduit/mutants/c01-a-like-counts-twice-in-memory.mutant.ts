import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C01',
  title: 'a reader who likes an article twice counts twice, in memory',
  tier: 'C',
  origin: 'A double without the primary key of the table.',
  targets: ['memory'],
  edits: [
    {
      file: 'memory-store.ts',
      find: 'if (!this.#favorites.some((one) => one.user === user && one.article === article)) {',
      replace: 'if (this.#favorites.length >= 0) {',
    },
  ],
  expect: { scenario: 'readers/**', channel: 'http', kind: 'value', pointer: '/response/body/article/favoritesCount' },
});
