import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C03',
  title: 'an article with comments cannot be deleted on Postgres',
  tier: 'C',
  origin: 'A migration that forgot what is deleted along.',
  targets: ['postgres'],
  edits: [
    {
      file: 'schema.sql',
      find: `  body text not null,
  article_id int not null references articles on delete cascade,`,
      replace: `  body text not null,
  article_id int not null references articles,`,
    },
  ],
  expect: { scenario: 'articles/**', channel: 'http', kind: 'status', pointer: '/response/status' },
});
