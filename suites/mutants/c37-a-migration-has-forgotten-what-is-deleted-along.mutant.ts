import { defineMutant } from '#harness/prove/mutant.ts';

export const mutant = defineMutant({
  id: 'C37',
  title: 'a migration has forgotten what is deleted along',
  tier: 'C',
  origin: 'migration: ON DELETE CASCADE',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'return new PostgresDatabase(options, location);',
      replace: `const database = new PostgresDatabase(options, location);
    await database.#pool.query("ALTER TABLE analysis_calls DROP CONSTRAINT analysis_calls_analysis_id_fkey, ADD CONSTRAINT analysis_calls_analysis_id_fkey FOREIGN KEY (analysis_id) REFERENCES analyses");
    return database;`,
    },
  ],
  expect: {
    scenario: 'analysis/history/lists-an-analysis-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
