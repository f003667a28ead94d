import { Client } from 'pg';
import { type InProcessApp, inProcess, type SetUpRequest, type Target, type TargetWitness } from 'ultra-parity';
import type { PostgresConnection } from './postgres/connection.ts';
import { POSTGRES_OPTION } from './postgres/postgres-option.ts';
import { startPostgres } from './postgres/postgres-server.ts';
import { toProviderName } from './postgres/provider.ts';
import { readTables } from './postgres/read-tables.ts';
import { connectAsAdmin, lazySession } from './postgres/session.ts';
import { cloneDatabase, prepareTemplate, type TemplateDatabase } from './postgres/template-database.ts';
import { countConnections } from './postgres/witness-activity.ts';

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
    prepare: async ({ runId, env, options, progress }) => {
      await using opened = new AsyncDisposableStack();
      const provider = toProviderName(options['postgres']);
      const postgres = opened.use(await startPostgres({ provider, env, runId, progress }));
      const template = await prepareTemplate(postgres.connection, { migrate: (url) => run(url, schema), key: schema });
      const { connection, witness } = postgres;
      const prepared: Prepared = { connection, template, version: witness.version };
      const owned = opened.move();
      return {
        data: JSON.parse(JSON.stringify(prepared)),
        witness: { postgres: { ...witness, reason: postgres.reason } },
        [Symbol.asyncDispose]: () => owned.disposeAsync(),
      };
    },
    setUp: async (request) => {
      const { connection, template, version } = request.prepared as unknown as Prepared;
      await using opened = new AsyncDisposableStack();
      const administration = opened.use(connectAsAdmin(connection));
      const database = opened.use(await cloneDatabase(administration, template, `parity_${request.scenario.id}`));
      const reader = opened.use(lazySession(database.url));
      const target = inProcess((arranging) => create({ url: database.url }, arranging));
      const app = opened.use(await target.setUp(request));
      const owned = opened.move();
      return {
        ...app,
        facts: { databaseVersion: version, ...app.facts },
        tables: () => readTables(reader, { except: exceptTables }),
        witness: async () => sessionWitness(database.name, await countConnections(administration, database.name)),
        [Symbol.asyncDispose]: () => owned.disposeAsync(),
      };
    },
  };
}

function sessionWitness(
  database: string,
  { live, sessions }: { readonly live: number; readonly sessions: number },
): TargetWitness {
  // One session that ever was is that of the reader; `live` leaves it out.
  const ofApplication = Math.max(live, sessions - 1);
  const facts = { databases: 1, sessionsOfServer: ofApplication };
  if (ofApplication > 0) {
    return { facts, faults: [] };
  }
  const message = `Postgres saw no session of the application in ${database}: it kept its data somewhere else.`;
  const hint = 'It must use the URL that it was given.';
  return { facts, faults: [{ code: 'witness_failed', message, hint }] };
}

async function run(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
