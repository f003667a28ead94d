import {
  type PostgresServer,
  prepareTemplate,
  type StartPostgresOptions,
  startPostgres,
  type TemplateDatabase,
} from 'ultra-parity/containers';
import { migrate, migrationsKey } from '#server/adapters/database/migrate.ts';

/** A Postgres with a migrated database to copy. */
export interface MigratedPostgres extends AsyncDisposable {
  readonly postgres: PostgresServer;
  readonly template: TemplateDatabase;
}

/** @throws what startPostgres throws */
export async function startMigrated(options: StartPostgresOptions): Promise<MigratedPostgres> {
  await using opened = new AsyncDisposableStack();
  const postgres = opened.use(await startPostgres(options));
  const template = await prepareTemplate(postgres.connection, {
    migrate: async (databaseUrl) => void (await migrate(databaseUrl)),
    key: await migrationsKey(),
  });
  const owned = opened.move();
  return { postgres, template, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
