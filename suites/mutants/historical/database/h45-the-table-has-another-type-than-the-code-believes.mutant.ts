import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'H45',
  title: 'the table has another type than the code believes',
  tier: 'H',
  origin: 'Divergence 37: the SQL of the image and the models of the code had different types for the same columns.',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'return new PostgresDatabase(options, location);',
      replace: `const database = new PostgresDatabase(options, location);
    await database.#pool.query('ALTER TABLE analyses ALTER COLUMN models TYPE text USING models::text');
    return database;`,
    },
  ],
  expect: {
    scenario: 'analysis/pages/has-no-further-*',
    channel: 'http',
    kind: 'length',
    pointer: '/response/body/**/models',
  },
});
