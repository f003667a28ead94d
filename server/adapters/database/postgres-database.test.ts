import pg from 'pg';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../ports/database.ts';
import type { Logger } from '../../ports/logger.ts';
import { freshDatabase, TEST_DATABASE_URL } from '../../test-support/fresh-database.ts';
import { analysesContract } from './analyses.contract.ts';
import { databaseContract } from './database.contract.ts';
import { keyRecordsContract } from './key-records.contract.ts';
import { migrate, migrationsKey, readMigrations } from './migrate.ts';
import { PostgresDatabase } from './postgres-database.ts';

const quiet: Logger = { log: () => undefined };
const adminUrl = TEST_DATABASE_URL ?? '';
const title = adminUrl === '' ? 'PostgresDatabase (not run: ULTRA_TEST_DATABASE_URL is not set)' : 'PostgresDatabase';

describe.runIf(adminUrl !== '')(title, () => {
  databaseContract(openFresh);
  analysesContract(openFresh);
  keyRecordsContract(openFresh);

  test('applies every migration once, whoever comes first', async () => {
    await using fresh = await freshDatabase(adminUrl);
    const all = (await readMigrations()).map(({ id }) => id);

    const applied = await Promise.all([migrate(fresh.url), migrate(fresh.url)]);

    expect(applied.flat()).toStrictEqual(all);
    await expect(migrate(fresh.url)).resolves.toStrictEqual([]);
  });

  test('refuses to go on over a migration that has changed', async () => {
    await using fresh = await freshDatabase(adminUrl);
    await migrate(fresh.url);
    await execute(fresh.url, "UPDATE schema_migrations SET checksum = 'other'");

    const again = migrate(fresh.url);

    await expect(again).rejects.toMatchObject({ code: 'migration_conflict' });
  });

  test('says that its schema is not current when a migration is missing or has changed', async () => {
    await using fresh = await freshDatabase(adminUrl);
    await using database = await connect(fresh.url);

    await execute(fresh.url, "UPDATE schema_migrations SET checksum = 'other'");
    const afterChange = await database.migrationsCurrent();
    await execute(fresh.url, 'DELETE FROM schema_migrations');
    const afterLoss = await database.migrationsCurrent();

    expect([afterChange, afterLoss]).toStrictEqual([false, false]);
  });

  test('names its schema by a key that stays the same', async () => {
    const keys = [await migrationsKey(), await migrationsKey()];

    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(keys[0]).toBe(keys[1]);
  });

  test('fails with 28P01 on a wrong password', async () => {
    const url = changed(adminUrl, { password: 'wrong' });

    const attempt = connect(url);

    await expect(attempt).rejects.toMatchObject({ failure: 'authentication', sqlState: '28P01' });
  });

  test('fails with 3D000 on a database that is not there', async () => {
    const url = changed(adminUrl, { pathname: '/nowhere' });

    const attempt = connect(url);

    await expect(attempt).rejects.toMatchObject({
      failure: 'missing-database',
      sqlState: '3D000',
      location: { name: 'nowhere' },
    });
  });

  test('fails as unreachable where nobody listens', async () => {
    const url = changed(adminUrl, { port: '1' });

    const attempt = connect(url);

    await expect(attempt).rejects.toMatchObject({ failure: 'unreachable', systemCode: 'ECONNREFUSED' });
  });

  test('survives the loss of its connections, in a transaction and outside', async () => {
    await using fresh = await freshDatabase(adminUrl);
    await using database = await connect(fresh.url);
    await database.ping();

    const cut = database.transaction(async ({ users }) => {
      await terminateConnections(fresh.url);
      await users.findByEmail('nobody@example.org');
    });

    await expect(cut).rejects.toMatchObject({ code: 'database_unavailable' });
    await expect(database.ping()).resolves.toMatchObject({ backend: 'postgres' });
  });

  test('fails as unavailable once its database is gone', async () => {
    await using database = await openFresh();
    const gone = await freshDatabase(adminUrl);
    await using doomed = await connect(gone.url);
    await gone[Symbol.asyncDispose]();

    const ping = doomed.ping();

    await expect(ping).rejects.toMatchObject({ code: 'database_unavailable', failure: 'missing-database' });
    await expect(database.ping()).resolves.toMatchObject({ version: expect.stringMatching(/^\d+/) });
  });
});

/** A database that drops itself with its pool. */
async function openFresh(): Promise<Database> {
  await using stack = new AsyncDisposableStack();
  const fresh = stack.use(await freshDatabase(adminUrl));
  const database = stack.use(await connect(fresh.url));
  const owned = stack.move();
  return {
    backend: database.backend,
    users: database.users,
    sessions: database.sessions,
    analyses: database.analyses,
    serviceKeys: database.serviceKeys,
    providerKeys: database.providerKeys,
    rateLimits: database.rateLimits,
    transaction: (work) => database.transaction(work),
    ping: () => database.ping(),
    migrationsCurrent: () => database.migrationsCurrent(),
    pool: () => database.pool(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function connect(databaseUrl: string): Promise<PostgresDatabase> {
  return PostgresDatabase.connect({
    databaseUrl,
    poolSize: 3,
    connectTimeoutMs: 2_000,
    statementTimeoutMs: 10_000,
    logger: quiet,
  });
}

function changed(url: string, changes: Partial<Pick<URL, 'password' | 'pathname' | 'port'>>): string {
  return Object.assign(new URL(url), changes).href;
}

async function terminateConnections(url: string): Promise<void> {
  await execute(
    url,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
