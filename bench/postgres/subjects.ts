import { randomBytes } from 'node:crypto';
import { PGlite } from '@electric-sql/pglite';
import { escapeIdentifier } from 'pg';
import { connectionUrl } from '../../containers/postgres/connection.ts';
import { type PostgresServer, startPostgres } from '../../containers/postgres/postgres-server.ts';
import { connectAsAdmin } from '../../containers/postgres/session.ts';
import { cloneDatabase, prepareTemplate } from '../../containers/postgres/template-database.ts';
import { migrate, migrationsKey, readMigrations } from '../../server/adapters/database/migrate.ts';
import type { Make } from './pace.ts';

/** Ways to give a scenario a fresh migrated database, on one server. */
export interface Subjects extends AsyncDisposable {
  readonly server: string;
  readonly bare: Make;
  readonly clone: Make;
  readonly truncate: Make;
}

const LANES = 8;

export async function openSubjects(provider: PostgresServer['provider']): Promise<Subjects> {
  await using opened = new AsyncDisposableStack();
  const server = opened.use(await startPostgres({ provider, env: process.env, runId: newRunId() }));
  const { connection } = server;
  const template = await prepareTemplate(connection, { migrate: migrated, key: await migrationsKey() });
  const lanes = Array.from({ length: LANES }, () => opened.use(connectAsAdmin(connection)));
  const lane = (index: number) => lanes[index] ?? opened.use(connectAsAdmin(connection));
  for (const each of lanes) {
    await each.run((client) => client.query('select 1'));
  }
  const worn = await Promise.all(
    lanes.map(async (administration, index) =>
      opened.use(await cloneDatabase(administration, template, `bench_worn_${index}`)),
    ),
  );
  const wornLanes = worn.map(({ name }) => opened.use(connectAsAdmin({ ...connection, database: name })));
  const owned = opened.move();
  return {
    server: `${server.witness.version} by ${server.provider}`,
    bare: async (index, name) => {
      const quoted = escapeIdentifier(`${name}_bare`);
      const copy = `create database ${quoted} template ${escapeIdentifier(template.name)} strategy file_copy`;
      await lane(index).run((client) => client.query(copy));
      return async () => void (await lane(index).run((client) => client.query(`drop database ${quoted}`)));
    },
    clone: async (index, name) => {
      const database = await cloneDatabase(lane(index), template, name);
      return () => Promise.resolve(database[Symbol.asyncDispose]());
    },
    truncate: async (index) => {
      await wornLanes[index]?.run((client) => client.query(TRUNCATE_ALL));
      return async () => {};
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const TRUNCATE_ALL = `
  do $$ begin execute (
    select 'truncate ' || string_agg(format('%I.%I', schemaname, tablename), ', ') || ' restart identity cascade'
      from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations'
  ); end $$`;

/** A container of its own, migrated. */
export const containerEach: Make = async () => {
  const server = await startPostgres({ provider: 'container', env: process.env, runId: newRunId() });
  await migrated(connectionUrl(server.connection));
  return () => Promise.resolve(server[Symbol.asyncDispose]());
};

/** Postgres compiled to WebAssembly, in this process, migrated. */
export const pglite: Make = async () => {
  const database = await PGlite.create();
  for (const { sql } of await readMigrations()) {
    await database.exec(sql);
  }
  return () => database.close();
};

async function migrated(databaseUrl: string): Promise<void> {
  await migrate(databaseUrl);
}

function newRunId(): string {
  return randomBytes(5).toString('hex');
}
