import { createHash } from 'node:crypto';
import { escapeIdentifier } from 'pg';
import { z } from 'zod';
import { connectionUrl, getErrorCode, openClient, type PostgresConnection, withClient } from './connection.ts';

/** The first half of the key of the advisory lock that a run holds while it lives. */
const LEASES = 0x70_61_72_69;

const row = z.object({ datname: z.string() });
const attempt = z.object({ isFree: z.boolean() });

/**
 * The beginning of the name of every database of a run on a server that others use as well. Locks are seen within one
 * database, so the one that a run connects to is part of it.
 */
export function databasePrefix({ database }: Pick<PostgresConnection, 'database'>, runId: string): string {
  return `${serverPrefix({ database })}${digest(runId, 8)}_`;
}

function serverPrefix({ database }: Pick<PostgresConnection, 'database'>): string {
  return `parity_run_${digest(database, 4)}`;
}

/** Says that a run lives, until it is disposed or its process ends. */
export async function holdRunLease(connection: PostgresConnection, runId: string): Promise<AsyncDisposable> {
  const client = await openClient(connectionUrl(connection));
  await client.query('select pg_advisory_lock($1, hashtext($2))', [LEASES, databasePrefix(connection, runId)]);
  return { [Symbol.asyncDispose]: () => client.end() };
}

/** Drops the databases of runs that were killed: nothing holds their lease. Returns how many there were. */
export async function sweepDatabases(connection: PostgresConnection): Promise<number> {
  const prefix = serverPrefix(connection);
  return await withClient(connectionUrl(connection), async (client) => {
    const { rows } = await client.query('select datname from pg_database where starts_with(datname, $1)', [prefix]);
    const runs = Map.groupBy(
      rows.map((one) => row.parse(one).datname),
      (name) => name.slice(0, prefix.length + 9),
    );
    let swept = 0;
    for (const [run, databases] of runs) {
      const { rows: locked } = await client.query('select pg_try_advisory_lock($1, hashtext($2)) as "isFree"', [
        LEASES,
        run,
      ]);
      if (!attempt.parse(locked[0]).isFree) {
        continue;
      }
      for (const name of databases) {
        swept += (await drop(client, name)) ? 1 : 0;
      }
      await client.query('select pg_advisory_unlock($1, hashtext($2))', [LEASES, run]);
    }
    return swept;
  });
}

/** SQLSTATE of a database with sessions, and of one that another sweep has dropped. */
const LEFT_ALONE = ['55006', '3D000'];

async function drop(client: { query(sql: string): Promise<unknown> }, name: string): Promise<boolean> {
  try {
    await client.query(`drop database ${escapeIdentifier(name)}`);
    return true;
  } catch (error) {
    if (LEFT_ALONE.includes(getErrorCode(error) ?? '')) {
      return false;
    }
    throw error;
  }
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
