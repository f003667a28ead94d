import { pid } from 'node:process';
import type {
  JsonObject,
  PreparedTarget,
  PrepareRequest,
  SetUpRequest,
  Tables,
  TargetInstance,
  TargetWitness,
} from 'ultra-parity';
import {
  cloneDatabase,
  connectAsAdmin,
  countConnections,
  databaseName,
  databasePrefix,
  freePort,
  type HostAddress,
  lazySession,
  type PostgresNetwork,
  type PostgresPlace,
  type PostgresServer,
  psqlLine,
  readTables,
  startTcpProxy,
} from 'ultra-parity/containers';
import { onSchedule } from './fault-schedule.ts';
import { databaseSchedule, type Given, parseGiven } from './given.ts';
import { type PostgresTroubles, postgresTroubles } from './postgres-troubles.ts';
import { keepRows, type PreparedPostgres, postgresFor } from './scenario-postgres.ts';
import { holdPostgres, type SharedPostgres } from './shared-postgres.ts';
import { LOOPBACK } from './shared-settings.ts';

/** Starts Postgres for a run, migrated once, or takes part in the one of another target. */
export async function preparePostgres(request: PrepareRequest, target: string): Promise<PreparedTarget> {
  await using opened = new AsyncDisposableStack();
  const shared = opened.use(await holdPostgres(request));
  const owned = opened.move();
  return {
    data: JSON.parse(JSON.stringify(toPrepared(shared, request))),
    witness: witnessOfServer(shared),
    ...lookingInto(shared, { target, request }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export function toPrepared(
  { postgres, template }: SharedPostgres,
  { options, runId }: Pick<PrepareRequest, 'options' | 'runId'>,
): PreparedPostgres {
  const keep = options['keep'] !== undefined;
  return { ...toPlace(postgres), template, version: postgres.witness.version, runId, keep };
}

function toPlace({ provider, connection, network, witness }: PostgresServer): PostgresPlace {
  return { provider, connection, network, image: witness.image?.split(' ')[0] ?? null };
}

/** How a person finds the database of a scenario, where it stays. */
export function lookingInto(
  { postgres }: SharedPostgres,
  { target, request }: { readonly target: string; readonly request: PrepareRequest },
): Pick<PreparedTarget, 'inspectCommand'> {
  if (request.options['keep'] === undefined) {
    return {};
  }
  return { inspectCommand: (scenarioId) => psqlLine(toPlace(postgres), databaseName(nameFor(target, scenarioId))) };
}

function nameFor(target: string, scenarioId: string): string {
  return `parity_${target}_${scenarioId}`;
}

export function witnessOfServer({ postgres }: SharedPostgres): JsonObject {
  return { postgres: { ...postgres.witness, reason: postgres.reason } };
}

type Audit = NonNullable<TargetInstance['audit']>;

/** The database of one scenario, and what it tells of the server. */
export interface ArrangedDatabase extends AsyncDisposable {
  /** What the server is told: the database, or where it is not. */
  readonly url: string;
  readonly facts: JsonObject;
  tables(): Promise<Tables>;
  /** The command that opens it. */
  inspectCommand(): string;
  /** Lets happen between the steps what the scenario wants to happen to the database. */
  withEvents(audit: Audit): Audit;
  /** That Postgres itself saw the server in this database; a fault where it listens and was not seen. */
  witness(server: { readonly isListening: boolean }): Promise<TargetWitness>;
}

export interface ArrangeDatabaseOptions {
  /** The target that it is for: targets share a server, and run the same scenario at the same time. */
  readonly target: string;
  /** Where the server under test finds Postgres and this machine, when that is not where this process does. */
  readonly reach?: PostgresReach;
}

/** Postgres as a container sees it. `address` is numeric, for where a name would not be what a message says. */
export interface PostgresReach extends Pick<PostgresNetwork, 'host' | 'port' | 'address'> {
  /** This machine, where a proxy listens. */
  readonly machine: HostAddress;
}

export async function arrangeDatabase(
  { scenario, given, prepared, env }: SetUpRequest,
  { target, reach }: ArrangeDatabaseOptions,
): Promise<ArrangedDatabase> {
  const shared = prepared as unknown as PreparedPostgres;
  const { version, keep, runId } = shared;
  await using opened = new AsyncDisposableStack();
  const circumstances = parseGiven(given);
  const schedule = databaseSchedule(circumstances);
  const { connection, template, power } = opened.use(await postgresFor(shared, { schedule, env }));
  const administration = opened.use(connectAsAdmin(connection));
  // Side by side, processes run one scenario on several versions of the code. Only where it stays must a person know the name.
  const name = nameFor(target, scenario.id);
  const ofRun = `${databasePrefix(connection, runId)}${target}_${pid}_${scenario.id}`;
  const database = opened.use(await cloneDatabase(administration, template, keep ? name : ofRun));
  if (keep) {
    database.keep();
  }
  const reader = opened.use(lazySession(database.url));
  if (keep && power !== null) {
    opened.defer(() => keepRows(shared, { name, rows: reader }));
  }
  const url = await toldUrl(circumstances, database.url, reach);
  let troubles: PostgresTroubles | undefined;
  if (schedule.length > 0) {
    const proxy = opened.use(await startTcpProxy({ target: connection, host: reach?.machine.listenOn ?? LOOPBACK }));
    url.host = `${reach?.machine.name ?? LOOPBACK}:${proxy.port}`;
    troubles = opened.use(await postgresTroubles({ proxy, administration, owner: reader, database, power }));
  }
  const owned = opened.move();
  return {
    url: url.href,
    facts: { backend: 'postgres', databaseVersion: version, ...listFacts(url) },
    withEvents: (audit) => (troubles === undefined ? audit : onSchedule(audit, schedule, troubles)),
    inspectCommand: () => psqlLine({ ...shared, connection }, database.name),
    tables: () => readTables(reader, { except: ['schema_migrations'] }),
    witness: async ({ isListening }) => {
      await troubles?.happen('none'); // what a scenario left stopped can witness nothing
      const { live, sessions } = await countConnections(administration, database.name);
      const ofServer = Math.max(live, sessions - reader.opened - (troubles?.sessions ?? 0));
      return toWitness(database.name, { isListening, ofServer, restarts: troubles?.restarts ?? 0 });
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The URL of a database of this machine's server, for whoever finds the server elsewhere. */
export function reachedUrl(url: string, { host, port }: Pick<PostgresReach, 'host' | 'port'>): string {
  const reached = new URL(url);
  reached.host = `${host}:${port}`;
  return reached.href;
}

async function toldUrl({ database: fault }: Given, url: string, reach: PostgresReach | undefined): Promise<URL> {
  const told = new URL(reach === undefined ? url : reachedUrl(url, reach));
  if (fault === 'authentication') {
    told.password = `not-${told.password}`;
  }
  if (fault === 'missing-database') {
    told.pathname = '/parity_database_that_is_not_there';
  }
  if (fault === 'unreachable') {
    told.host = reach === undefined ? `${LOOPBACK}:${await freePort()}` : `${reach.address}:${reach.port + 1}`;
  }
  return told;
}

function listFacts(url: URL): JsonObject {
  return {
    databaseHost: url.hostname,
    databasePort: Number(url.port || 5432),
    databaseUser: decodeURIComponent(url.username),
    databaseName: decodeURIComponent(url.pathname.slice(1)),
  };
}

interface Seen {
  readonly isListening: boolean;
  /** Sessions. */
  readonly ofServer: number;
  /** Of Postgres. */
  readonly restarts: number;
}

/**
 * A server that listens must have been seen by Postgres. One that refused to start proves by its refusal what it tried,
 * which its scenario must expect, so it counts as witnessed too.
 */
export function toWitness(name: string, { isListening, ofServer, restarts }: Seen): TargetWitness {
  const isWitnessed = !isListening || ofServer > 0;
  const facts = {
    databases: 1,
    sessionsOfServer: ofServer,
    scenariosWitnessed: isWitnessed ? 1 : 0,
    ...(restarts === 0 ? {} : { restarts }),
  };
  if (isWitnessed) {
    return { facts, faults: [] };
  }
  const message = `Postgres saw no session of the server in ${name}: it kept its data somewhere else.`;
  const hint = 'Look at services.database in GET /api/health.';
  return { facts, faults: [{ code: 'witness_failed', message, hint }] };
}
