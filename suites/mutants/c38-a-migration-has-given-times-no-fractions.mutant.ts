import { defineMutant } from '#harness/prove/mutant.ts';

export const mutant = defineMutant({
  id: 'C38',
  title: 'a migration has given times no fractions',
  tier: 'C',
  origin: 'migration: type',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'return new PostgresDatabase(options, location);',
      replace: `const database = new PostgresDatabase(options, location);
    await database.#pool.query("ALTER TABLE analyses ALTER COLUMN created_at TYPE timestamptz(0)");
    return database;`,
    },
  ],
  expect: {
    scenario: 'analysis/analyze/shows-an-analysis-*',
    channel: 'http',
    kind: 'value',
    pointer: '/response/body/createdAt',
  },
});
