import type { Environment } from 'ultra-parity';
import {
  cloneDatabase,
  connectAsAdmin,
  connectionUrl,
  copyRows,
  lazySession,
  type PostgresConnection,
  type PostgresControl,
  type PostgresPlace,
  type Session,
  type TemplateDatabase,
} from 'ultra-parity/containers';
import type { ScheduledEvent } from './fault-schedule.ts';
import { startMigrated } from './migrated-postgres.ts';

/** What the scenarios share: one Postgres, and the migrated database that each of them gets a copy of. */
export interface PreparedPostgres extends PostgresPlace {
  readonly template: TemplateDatabase;
  readonly version: string;
  readonly runId: string;
  /** Whether the databases of scenarios stay for a person to look into. */
  readonly keep: boolean;
}

/** The Postgres of one scenario. */
export interface ScenarioPostgres extends AsyncDisposable {
  readonly connection: PostgresConnection;
  readonly template: TemplateDatabase;
  /** Null where others use it. */
  readonly power: PostgresControl | null;
}

const STOPS: ReadonlySet<ScheduledEvent['event']> = new Set(['stopped', 'restarted']);

/**
 * That of the run, or for a scenario that stops it, another from the same provider that nobody else uses. A server that
 * somebody else runs is not stopped: there its sessions are ended.
 *
 * @throws what startPostgres throws
 */
export async function postgresFor(
  { connection, template, provider, image, runId }: PreparedPostgres,
  { schedule, env }: { readonly schedule: readonly ScheduledEvent[]; readonly env: Environment },
): Promise<ScenarioPostgres> {
  if (provider === 'url' || !schedule.some(({ event }) => STOPS.has(event))) {
    return { connection, template, power: null, [Symbol.asyncDispose]: () => Promise.resolve() };
  }
  const sameImage = image === null ? {} : { PARITY_POSTGRES_IMAGE: image };
  const own = await startMigrated({ provider, env: { ...env, ...sameImage }, runId, restartable: true });
  const { postgres } = own;
  return {
    connection: postgres.connection,
    template: own.template,
    power: postgres.power,
    [Symbol.asyncDispose]: () => own[Symbol.asyncDispose](),
  };
}

/** Keeps in the Postgres of the run what a scenario stored in its own, which ends with it. */
export async function keepRows(
  { connection, template }: PreparedPostgres,
  { name, rows }: { readonly name: string; readonly rows: Session },
): Promise<void> {
  await using administration = connectAsAdmin(connection);
  const database = await cloneDatabase(administration, template, name);
  database.keep();
  await using kept = lazySession(connectionUrl({ ...connection, database: database.name }));
  await copyRows({ from: rows, to: kept });
}
