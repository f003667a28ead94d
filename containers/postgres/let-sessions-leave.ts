import type { Client } from 'pg';
import { holdsWithin } from 'ultra-parity';
import { z } from 'zod';

const LATEST_MS = 2_000;
const POLL_MS = 5;

const count = z.object({ sessions: z.number() });

/** A statement that still runs, nobody may wait for: who asked it may be long gone. */
const COUNT = `
  select count(*)::int as sessions from pg_stat_activity
   where datname = $1 and backend_type = 'client backend' and state is distinct from 'active'`;

/**
 * Gives the sessions of a database the time to leave by themselves: a pool of pg says that it has ended before its sessions
 * have, and one that is thrown out then is an error that no application expects (57P01). Some may stay.
 */
export async function letSessionsLeave(client: Client, database: string): Promise<void> {
  await holdsWithin({ latestMs: LATEST_MS, everyMs: POLL_MS }, async () => {
    const { rows } = await client.query(COUNT, [database]);
    return count.parse(rows[0]).sessions === 0;
  });
}
