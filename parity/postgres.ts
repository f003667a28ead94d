import { createServer } from 'node:net';
import type { PostgresConnection } from '#containers/postgres/connection.ts';
import { type PostgresServer, startPostgres } from '#containers/postgres/postgres-server.ts';
import { readTables } from '#containers/postgres/read-tables.ts';
import { administer, keptSession } from '#containers/postgres/session.ts';
import { cloneDatabase, prepareTemplate, type TemplateDatabase } from '#containers/postgres/template-database.ts';
import { countConnections } from '#containers/postgres/witness-activity.ts';
import type { JsonObject } from '#harness/observe/json.ts';
import type { Tables } from '#harness/observe/transcript.ts';
import type { ArrangeRequest, PreparedTarget, PrepareRequest, TargetWitness } from '#harness/scenario/target.ts';
import { migrate, migrationsKey } from '#server/adapters/database/migrate.ts';
import { type Given, parseGiven } from './given.ts';

/** What the scenarios share: one Postgres, and the migrated database that each of them gets a copy of. */
interface Prepared {
  readonly connection: PostgresConnection;
  readonly template: TemplateDatabase;
  readonly version: string;
}

/** Starts Postgres for a run, migrated once. */
export async function preparePostgres({ runId, env, options, progress }: PrepareRequest): Promise<PreparedTarget> {
  await using opened = new AsyncDisposableStack();
  const provider = providerNamed(options['postgres']);
  const postgres = opened.use(await startPostgres({ provider, env, runId, progress }));
  const template = await prepareTemplate(postgres.connection, {
    migrate: async (databaseUrl) => void (await migrate(databaseUrl)),
    key: await migrationsKey(),
  });
  const prepared: Prepared = { connection: postgres.connection, template, version: postgres.witness.version };
  const owned = opened.move();
  return {
    data: JSON.parse(JSON.stringify(prepared)),
    witness: { postgres: { ...postgres.witness, reason: postgres.reason } },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function providerNamed(name: string | undefined): PostgresServer['provider'] | undefined {
  return name === 'url' || name === 'container' || name === 'embedded' ? name : undefined;
}

/** The database of one scenario, and what it tells of the server. */
export interface ArrangedDatabase extends AsyncDisposable {
  /** What the server is told: the database, or where it is not. */
  readonly url: string;
  readonly facts: JsonObject;
  tables(): Promise<Tables>;
  /** That Postgres itself saw the server in this database; a fault where it listens and was not seen. */
  witness(server: { readonly isListening: boolean }): Promise<TargetWitness>;
}

export async function arrangeDatabase({ scenario, given, prepared }: ArrangeRequest): Promise<ArrangedDatabase> {
  const { connection, template, version } = prepared as unknown as Prepared;
  await using opened = new AsyncDisposableStack();
  const administration = opened.use(administer(connection));
  const database = opened.use(await cloneDatabase(administration, template, `parity_${scenario.id}`));
  const reader = opened.use(keptSession(database.url));
  const url = await toldUrl(parseGiven(given), database.url);
  const owned = opened.move();
  let ownSessions = 0;
  return {
    url: url.href,
    facts: { backend: 'postgres', databaseVersion: version, ...factsOf(url) },
    tables: async () => {
      ownSessions = 1;
      return await readTables(reader, { except: ['schema_migrations'] });
    },
    witness: async ({ isListening }) => {
      const { live, sessions } = await countConnections(administration, database.name);
      return witnessOf(database.name, { isListening, ofServer: Math.max(live, sessions - ownSessions) });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function toldUrl({ database: fault }: Given, url: string): Promise<URL> {
  const told = new URL(url);
  if (fault === 'authentication') told.password = `not-${told.password}`;
  if (fault === 'missing-database') told.pathname = '/parity_database_that_is_not_there';
  if (fault === 'unreachable') told.port = String(await unusedPort());
  return told;
}

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new TypeError('A listening socket has a port');
  return address.port;
}

function factsOf(url: URL): JsonObject {
  return {
    databaseHost: url.hostname,
    databasePort: Number(url.port || 5432),
    databaseUser: decodeURIComponent(url.username),
    databaseName: decodeURIComponent(url.pathname.slice(1)),
  };
}

function witnessOf(name: string, seen: { readonly isListening: boolean; readonly ofServer: number }): TargetWitness {
  const facts = { databases: 1, sessionsOfServer: seen.ofServer };
  if (!seen.isListening || seen.ofServer > 0) return { facts, faults: [] };
  const message = `Postgres saw no session of the server in ${name}: it kept its data somewhere else.`;
  const hint = 'Look at services.database in GET /api/health.';
  return { facts, faults: [{ code: 'witness_failed', message, hint }] };
}
