import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { MigrationConflict } from './migration-conflict.ts';

export interface Migration {
  /** The file's name. */
  readonly id: string;
  readonly sql: string;
  /** SHA-256 of the file, in hex. */
  readonly checksum: string;
}

const FOLDER = new URL('../../migrations/', import.meta.url);
/** Any number that nothing else in the database locks on. */
const LOCK = 7_215_301;
const DEFAULT_CONNECT_TIMEOUT_MS = 5_000;
const CREATE_LEDGER = `
  CREATE TABLE IF NOT EXISTS schema_migrations (
    id text PRIMARY KEY,
    checksum text NOT NULL
  )`;

/** Every migration, in the order of their numbers. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort();
  return Promise.all(
    names.map(async (id) => {
      const sql = await readFile(new URL(id, FOLDER), 'utf8');
      return { id, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** SHA-256 in hex over all migrations: a database migrated under the same key has the same schema. */
export async function migrationsKey(): Promise<string> {
  const hash = createHash('sha256');
  for (const { id, checksum } of await readMigrations()) {
    hash.update(`${id}\0${checksum}\n`);
  }
  return hash.digest('hex');
}

/**
 * Applies what is missing, each migration in its own transaction, and returns what it applied. Several processes may
 * call it at once: an advisory lock lets one work while the others wait.
 * @throws MigrationConflict
 */
export async function migrate(
  databaseUrl: string,
  options: { readonly connectTimeoutMs?: number } = {},
): Promise<readonly string[]> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'ultra-migrate',
    connectionTimeoutMillis: options.connectTimeoutMs ?? DEFAULT_CONNECT_TIMEOUT_MS,
  });
  // @note Without a listener a connection that breaks between two queries ends the process; the next query reports it.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    await client.query(CREATE_LEDGER);
    return await applyMissing(client, await readMigrations());
  } finally {
    await client.end();
  }
}

/**
 * The migrations that `ledger` (checksums by id) lacks. One that this server does not know is of a newer server, which
 * may be taking over while this one still runs.
 * @throws MigrationConflict
 */
export function missingMigrations(
  migrations: readonly Migration[],
  ledger: ReadonlyMap<string, string>,
): readonly Migration[] {
  return migrations.filter(({ id, checksum }) => {
    const applied = ledger.get(id);
    if (applied !== undefined && applied !== checksum) {
      throw new MigrationConflict(id);
    }
    return applied === undefined;
  });
}

export async function readLedger(client: Pick<pg.ClientBase, 'query'>): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; checksum: string }>('SELECT id, checksum FROM schema_migrations');
  return new Map(rows.map(({ id, checksum }) => [id, checksum]));
}

async function applyMissing(client: pg.Client, migrations: readonly Migration[]): Promise<readonly string[]> {
  const missing = missingMigrations(migrations, await readLedger(client));
  for (const { id, sql, checksum } of missing) {
    // Without a ROLLBACK: what fails ends the connection, and with it the transaction.
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO schema_migrations (id, checksum) VALUES ($1, $2)', [id, checksum]);
    await client.query('COMMIT');
  }
  return missing.map(({ id }) => id);
}
