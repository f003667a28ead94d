import { Client } from 'pg';
import { type InProcessApp, inProcess, type SetUpRequest, type Target, type TargetWitness } from 'ultra-parity';
import { SchemaInvalid } from './errors/schema-invalid.ts';
import type { PostgresConnection } from './postgres/connection.ts';
import { POSTGRES_OPTION } from './postgres/postgres-option.ts';
import { startPostgres } from './postgres/postgres-server.ts';
import { toProviderName } from './postgres/provider.ts';
import { readTables } from './postgres/read-tables.ts';
import { databasePrefix } from './postgres/run-lease.ts';
import { connectAsAdmin, lazySession } from './postgres/session.ts';
import { cloneDatabase, prepareTemplate, type TemplateDatabase } from './postgres/template-database.ts';
import { type ConnectionCount, countConnections } from './postgres/witness-activity.ts';

export interface OnPostgresOptions {
  /** The schema as SQL, run once; each scenario gets a copy of the database that it makes. */
  readonly schema: string;
  /** Tables that say nothing of what happened, such as that of the migrations. */
  readonly exceptTables?: readonly string[];
}

/** What the scenarios share, as it reaches another process. */
interface Prepared {
  readonly connection: PostgresConnection;
  readonly template: TemplateDatabase;
  readonly version: string;
  readonly runId: string;
}

/**
 * A target in this process on a real Postgres: the first of a given URL, a container and embedded binaries that this machine
 * can start, or the one that `--postgres` names. Every scenario has a database of its own, its rows are compared, and
 * Postgres itself witnesses that the application was in it.
 */
export function onPostgres(
  { schema, exceptTables = [] }: OnPostgresOptions,
  create: (database: { readonly url: string }, request: SetUpRequest) => InProcessApp | Promise<InProcessApp>,
): Target {
  return {
    traffic: 'recorded',
    options: POSTGRES_OPTION,
    // Of the run as a whole: a scenario whose requests are refused needs no database.
    requiredWitness: { '/sessionsOfServer': 'present' },
    prepare: async ({ runId, env, options, progress }) => {
      await using opened = new AsyncDisposableStack();
      const provider = toProviderName(options['postgres']);
      const postgres = opened.use(await startPostgres({ provider, env, runId, progress }));
      const template = await prepareTemplate(postgres.connection, { migrate: (url) => run(url, schema), key: schema });
      const { connection, witness } = postgres;
      const prepared: Prepared = { connection, template, version: witness.version, runId };
      const owned = opened.move();
      return {
        data: JSON.parse(JSON.stringify(prepared)),
        witness: { postgres: { ...witness, reason: postgres.reason } },
        [Symbol.asyncDispose]: () => owned.disposeAsync(),
      };
    },
    setUp: async (request) => {
      const { connection, template, version, runId } = request.prepared as unknown as Prepared;
      await using opened = new AsyncDisposableStack();
      const administration = opened.use(connectAsAdmin(connection));
      // A server of one's own may have other runs, and what a killed one has left.
      const name = `${databasePrefix(connection, runId)}${process.pid}_${request.scenario.id}`;
      const database = opened.use(await cloneDatabase(administration, template, name));
      const reader = opened.use(lazySession(database.url));
      const target = inProcess((arranging) => create({ url: database.url }, arranging));
      const app = opened.use(await target.setUp(request));
      const owned = opened.move();
      return {
        ...app,
        facts: { databaseVersion: version, ...app.facts },
        tables: () => readTables(reader, { except: exceptTables }),
        witness: async () => countSessions(await countConnections(administration, database.name), reader.opened),
        [Symbol.asyncDispose]: () => owned.disposeAsync(),
      };
    },
  };
}

/** `live` leaves out the sessions of the reader. */
function countSessions({ live, sessions }: ConnectionCount, ofReader: number): TargetWitness {
  return { facts: { databases: 1, sessionsOfServer: Math.max(live, sessions - ofReader, 0) }, faults: [] };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } catch (error) {
    throw SchemaInvalid.from(error, sql);
  } finally {
    await client.end();
  }
}
