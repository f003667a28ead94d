import { z } from 'zod';
import { OWN_APPLICATION } from './connection.ts';
import type { Session } from './session.ts';

const ended = z.object({ ended: z.number() });

/**
 * Ends the sessions of a database as a restart does (57P01), but for the harness's own, and returns how many there were.
 */
export async function endSessions(administration: Session, database: string): Promise<number> {
  return await administration.run(async (client) => {
    const { rows } = await client.query(
      `select count(pg_terminate_backend(pid))::int as ended from pg_stat_activity
        where datname = $1 and backend_type = 'client backend' and application_name <> $2`,
      [database, OWN_APPLICATION],
    );
    return ended.parse(rows[0]).ended;
  });
}
