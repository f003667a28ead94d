import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C02',
  title: 'articlesCount counts the page and not the list, on Postgres',
  tier: 'C',
  origin: 'A second statement that somebody saved.',
  targets: ['postgres'],
  edits: [
    {
      file: 'postgres-store.ts',
      find: 'return { articles, total } satisfies ArticlePage;',
      replace: 'return { articles, total: Math.min(total, articles.length) } satisfies ArticlePage;',
    },
  ],
  expect: { scenario: 'lists/**', channel: 'http', kind: 'value', pointer: '/response/body/articlesCount' },
});
