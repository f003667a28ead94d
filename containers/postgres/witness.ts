import { z } from 'zod';
import { PostgresStartFailed } from '../errors/postgres-start-failed.ts';
import { PostgresTrustsAnyone } from '../errors/postgres-trusts-anyone.ts';
import { connectionUrl, describeError, getErrorCode, type PostgresConnection, withClient } from './connection.ts';

/** What a server said about itself. Two servers copied from one prepared cluster share `systemIdentifier`. */
export interface ServerIdentity {
  /** `17.10` */
  readonly version: string;
  readonly systemIdentifier: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly mayCreateDatabases: boolean;
}

const identity = z.object({
  version: z.string(),
  systemIdentifier: z.string(),
  startedAt: z.date(),
  mayCreateDatabases: z.boolean(),
});

const IDENTIFY = `
  select split_part(current_setting('server_version'), ' ', 1) as version,
         (select system_identifier::text from pg_control_system()) as "systemIdentifier",
         pg_postmaster_start_time() as "startedAt",
         (select rolsuper or rolcreatedb from pg_roles where rolname = current_user) as "mayCreateDatabases"`;

export async function identify(connection: PostgresConnection): Promise<ServerIdentity> {
  const { rows } = await withClient(connectionUrl(connection), (client) => client.query(IDENTIFY));
  const found = identity.parse(rows[0]);
  return { ...found, startedAt: found.startedAt.toISOString() };
}

/**
 * Proves that a wrong password is refused with SQLSTATE 28P01.
 *
 * @throws PARITY_POSTGRES_TRUSTS_ANYONE when it is let in, PARITY_POSTGRES_START_FAILED when the server answers
 * anything else
 */
export async function proveRejectsWrongPassword(connection: PostgresConnection): Promise<void> {
  const wrong = connectionUrl({ ...connection, password: `${connection.password}-wrong` });
  const outcome = await withClient(wrong, async () => 'accepted').catch((error: unknown) => error);
  if (outcome === 'accepted') {
    throw new PostgresTrustsAnyone(connection);
  }
  if (getErrorCode(outcome) === '28P01') {
    return;
  }
  const where = `${connection.host}:${connection.port}`;
  throw new PostgresStartFailed(`Postgres at ${where} answered a wrong password with: ${describeError(outcome)}.`, {
    cause: outcome,
  });
}
