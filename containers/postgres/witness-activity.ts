import { z } from 'zod';
import { OWN_APPLICATION } from './connection.ts';
import type { Session } from './session.ts';

/** `live`: sessions open now, without the harness's own. `sessions`: all that ever were, the harness's included. */
export interface ConnectionCount {
  readonly live: number;
  readonly sessions: number;
}

const count = z.object({ live: z.number(), sessions: z.number() });

const COUNT = `
  select (select count(*)::int from pg_stat_activity
           where datname = $1 and backend_type = 'client backend' and application_name <> $2) as live,
         (select coalesce(sum(sessions), 0)::int from pg_stat_database where datname = $1) as sessions`;

/**
 * Proof that a server used a database: pg_stat_activity and pg_stat_database, as the server itself counts. A database
 * that is gone counts 0. @note A session is added to `sessions` when it first goes idle or ends.
 */
export async function countConnections(administration: Session, databaseName: string): Promise<ConnectionCount> {
  return administration.run(async (client) => {
    const { rows } = await client.query(COUNT, [databaseName, OWN_APPLICATION]);
    return count.parse(rows[0]);
  });
}
