import { createHash } from 'node:crypto';
import { type Client, escapeIdentifier } from 'pg';
import { z } from 'zod';
import { type AppRole, derive, ensureAppRole } from './app-role.ts';
import { connectionUrl, type PostgresConnection, withClient } from './connection.ts';
import { letSessionsLeave } from './let-sessions-leave.ts';
import type { Administration } from './session.ts';

/** A migrated database to copy from. Plain data for other processes; it holds a password, so keep it in memory. */
export interface TemplateDatabase {
  readonly name: string;
  readonly owner: AppRole;
  /** FILE_COPY is faster without fsync, WAL_LOG with it. */
  readonly strategy: 'FILE_COPY' | 'WAL_LOG';
}

/** A database of one scenario, dropped on dispose unless it is kept. `url` logs in as its owner, no superuser. */
export interface ScenarioDatabase extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  keep(): void;
}

export interface PrepareTemplateOptions {
  /** Brings an empty database to the current schema. What it throws is passed on, and nothing is left behind. */
  readonly migrate: (databaseUrl: string) => Promise<void>;
  /** A hash of the migrations: the same key is migrated once a server. */
  readonly key: string;
}

const template = z.object({ datistemplate: z.boolean() });
const setting = z.object({ fsync: z.enum(['on', 'off']) });

/**
 * Makes the template of a key, or finds the finished one; several processes may ask at once. A database becomes a
 * template only when it is complete, and then takes no connections, because one would block every copy (55006).
 */
export async function prepareTemplate(
  connection: PostgresConnection,
  { migrate, key }: PrepareTemplateOptions,
): Promise<TemplateDatabase> {
  const name = `parity_template_${digest(key).slice(0, 16)}_${derive(connection, 'template').slice(0, 8)}`;
  return withClient(connectionUrl(connection), async (client) => {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', ['ultra-parity template']);
    const owner = await ensureAppRole(client, connection);
    const { fsync } = setting.parse((await client.query('show fsync')).rows[0]);
    const made = await client.query('select datistemplate from pg_database where datname = $1', [name]);
    const isFinished = made.rows.some((row) => template.parse(row).datistemplate);
    if (!isFinished) {
      await build(client, { name, owner, migrate: () => migrate(toUrl(connection, name, owner)) });
    }
    return { name, owner, strategy: fsync === 'off' ? 'FILE_COPY' : 'WAL_LOG' };
  });
}

interface Building {
  readonly name: string;
  readonly owner: AppRole;
  readonly migrate: () => Promise<void>;
}

async function build(client: Client, { name, owner, migrate }: Building): Promise<void> {
  const database = escapeIdentifier(name);
  await client.query(`drop database if exists ${database} with (force)`);
  await client.query(`create database ${database} template template0 owner ${escapeIdentifier(owner.user)}`);
  try {
    await migrate();
  } catch (error) {
    await client.query(`drop database ${database} with (force)`);
    throw error;
  }
  await client.query(`alter database ${database} with is_template true allow_connections false`);
  await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
}

/**
 * Copies the template into a database of that name (made into a safe identifier). Copies may be made in parallel.
 * A name that is taken throws pg's error 42P04.
 */
export async function cloneDatabase(
  administration: Administration,
  source: TemplateDatabase,
  name: string,
): Promise<ScenarioDatabase> {
  const database = databaseName(name);
  const quoted = escapeIdentifier(database);
  const [from, owner] = [source.name, source.owner.user].map(escapeIdentifier);
  await administration.run((client) =>
    client.query(`create database ${quoted} template ${from} owner ${owner} strategy ${source.strategy}`),
  );
  let isKept = false;
  return {
    name: database,
    url: toUrl(administration.connection, database, source.owner),
    keep() {
      isKept = true;
    },
    async [Symbol.asyncDispose]() {
      if (isKept) {
        return;
      }
      await administration.run(async (client) => {
        await letSessionsLeave(client, database);
        await client.query(`drop database if exists ${quoted} with (force)`);
      });
    },
  };
}

function toUrl(connection: PostgresConnection, database: string, { user, password }: AppRole): string {
  return connectionUrl({ ...connection, database, user, password });
}

/**
 * The name of the database that `cloneDatabase` makes of a name.
 * @note An identifier ends at 63 bytes; a name that had to change carries a hash, so that two never become one.
 */
export function databaseName(name: string): string {
  const safe = name.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  return safe === name && name.length <= 63 ? name : `${safe.slice(0, 50)}_${digest(name).slice(0, 12)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
