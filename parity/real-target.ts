import { createServer } from 'node:net';
import type { PostgresConnection } from '#containers/postgres/connection.ts';
import { type PostgresServer, startPostgres } from '#containers/postgres/postgres-server.ts';
import { readTables } from '#containers/postgres/read-tables.ts';
import { administer, keptSession, type Session } from '#containers/postgres/session.ts';
import {
  cloneDatabase,
  prepareTemplate,
  type ScenarioDatabase,
  type TemplateDatabase,
} from '#containers/postgres/template-database.ts';
import { countConnections } from '#containers/postgres/witness-activity.ts';
import type { JsonObject } from '#harness/observe/json.ts';
import type { Environment } from '#harness/scenario/parity-config.ts';
import type {
  ArrangedTarget,
  ArrangeRequest,
  PreparedTarget,
  PrepareRequest,
  Target,
  TargetWitness,
} from '#harness/scenario/target.ts';
import { migrate, migrationsKey } from '#server/adapters/database/migrate.ts';
import { parseConfig, type RealConfig } from '#server/config.ts';
import { start } from '#server/start.ts';
import { bootServer } from './boot-server.ts';
import { type Given, parseGiven } from './given.ts';
import { liveKeys } from './live-keys.ts';
import { PASSWORD_COST, quiet, SHARED_ENV } from './shared-settings.ts';

/** What the scenarios share: one Postgres, and the migrated database that each of them gets a copy of. */
interface Prepared {
  readonly connection: PostgresConnection;
  readonly template: TemplateDatabase;
  readonly version: string;
}

/** The server in real mode, in this process: Postgres, and the official SDKs over recorded traffic. */
export const realTarget: Target = {
  traffic: 'recorded',
  prepare: prepareReal,
  arrange: arrangeReal,
};

async function prepareReal({ runId, env, options, progress }: PrepareRequest): Promise<PreparedTarget> {
  await using opened = new AsyncDisposableStack();
  const postgres = opened.use(
    await startPostgres({ provider: providerNamed(options['postgres']), env, runId, progress }),
  );
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

async function arrangeReal({ scenario, given: asked, prepared, env }: ArrangeRequest): Promise<ArrangedTarget> {
  const given = parseGiven(asked);
  const { connection, template, version } = prepared as unknown as Prepared;
  await using opened = new AsyncDisposableStack();
  const administration = opened.use(administer(connection));
  const database = opened.use(await cloneDatabase(administration, template, databaseName(scenario.id)));
  const reader = opened.use(keptSession(database.url));
  const url = await databaseUrlFor(given, database);
  const owned = opened.move();
  let isListening = false;
  let hasRead = false;
  return {
    facts: { mode: 'real', backend: 'postgres', databaseVersion: version, ...databaseFacts(url) },
    boot: () =>
      bootServer(
        () => start(configFor(url.href, env), { logger: quiet }),
        (running) => {
          owned.use(running);
          isListening = true;
        },
      ),
    tables: async () => {
      hasRead = true;
      return await readTables(reader, { except: ['schema_migrations'] });
    },
    witness: () => witnessOf({ administration, database, isListening, ownSessions: hasRead ? 1 : 0 }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function configFor(databaseUrl: string, env: Environment): RealConfig {
  const keys = Object.entries(liveKeys(env)).map(([name, key]) => [
    name,
    key || `${name.toLowerCase()}-of-a-replayed-run`,
  ]);
  const config = parseConfig({
    ...SHARED_ENV,
    ...Object.fromEntries(keys),
    ULTRA_MODE: 'real',
    DATABASE_URL: databaseUrl,
  });
  if (config.mode !== 'real') throw new TypeError('ULTRA_MODE=real gave another mode');
  return { ...config, passwordCost: PASSWORD_COST };
}

/** The server is told where its database is, or where it is not. */
async function databaseUrlFor({ database: fault }: Given, { url }: ScenarioDatabase): Promise<URL> {
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

function databaseFacts(url: URL): JsonObject {
  return {
    databaseHost: url.hostname,
    databasePort: Number(url.port || 5432),
    databaseUser: decodeURIComponent(url.username),
    databaseName: decodeURIComponent(url.pathname.slice(1)),
  };
}

interface Seen {
  readonly administration: Session;
  readonly database: ScenarioDatabase;
  readonly isListening: boolean;
  /** Sessions that the harness opened itself, to read the tables. */
  readonly ownSessions: number;
}

/** That Postgres itself saw the server in the database of this scenario. */
async function witnessOf({
  administration,
  database: { name },
  isListening,
  ownSessions,
}: Seen): Promise<TargetWitness> {
  const { live, sessions } = await countConnections(administration, name);
  const ofServer = Math.max(live, sessions - ownSessions);
  const facts = { databases: 1, sessionsOfServer: ofServer };
  if (!isListening || ofServer > 0) return { facts, faults: [] };
  const message = `Postgres saw no session of the server in ${name}: it kept its data somewhere else.`;
  return {
    facts,
    faults: [{ code: 'witness_failed', message, hint: 'Look at services.database in GET /api/health.' }],
  };
}

function databaseName(scenario: string): string {
  return `parity_${scenario}`;
}
