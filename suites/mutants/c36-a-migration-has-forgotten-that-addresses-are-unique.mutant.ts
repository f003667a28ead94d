import { defineMutant } from '#harness/prove/mutant.ts';

export const mutant = defineMutant({
  id: 'C36',
  title: 'a migration has forgotten that addresses are unique',
  tier: 'C',
  origin: 'migration: constraint',
  targets: ['real'],
  edits: [
    {
      file: 'server/adapters/database/postgres-database.ts',
      find: 'return new PostgresDatabase(options, location);',
      replace: `const database = new PostgresDatabase(options, location);
    await database.#pool.query("ALTER TABLE users DROP CONSTRAINT users_email_key");
    return database;`,
    },
  ],
  expect: {
    scenario: 'accounts/registration/registers-an-*',
    channel: 'http',
    kind: 'status',
    pointer: '/response/status',
  },
});
