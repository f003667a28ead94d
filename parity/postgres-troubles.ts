import { escapeIdentifier } from 'pg';
import type { TcpProxy } from '#containers/faults/tcp-proxy.ts';
import { endSessions } from '#containers/postgres/end-sessions.ts';
import type { Session } from '#containers/postgres/session.ts';
import { DISK_FULL } from '#server/adapters/database/faulty-database.ts';
import type { DatabaseEvent, DatabaseTroubles } from './fault-schedule.ts';

export interface PostgresTroublesOptions {
  /** Between the server and Postgres. */
  readonly proxy: TcpProxy;
  readonly administration: Session;
  /** In the database itself, as its owner. */
  readonly owner: Session;
  readonly database: string;
}

/**
 * What a statement that inserts an account meets. Postgres itself ends the session (57P01) or cancels the statement
 * (57014). A full disk (53100) is raised by a trigger: a disk that is really full would stop everybody's database.
 */
const IN_A_STATEMENT = {
  terminated: 'perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5);',
  cancelled: 'perform pg_cancel_backend(pg_backend_pid()); perform pg_sleep(5);',
  'disk-full': `raise exception using errcode = '53100', message = '${DISK_FULL}';`,
} as const;

/** Brings about in a real Postgres what the double plays. */
export async function postgresTroubles(options: PostgresTroublesOptions): Promise<DatabaseTroubles> {
  const { proxy, administration, owner, database } = options;
  await owner.run((client) => client.query('select')); // open from now on: a full database lets no more sessions in
  const limit = (count: number) =>
    administration.run((client) =>
      client.query(`alter database ${escapeIdentifier(database)} with connection limit ${count}`),
    );
  const heal = async () => {
    await proxy.serve();
    await limit(-1);
    await owner.run((client) => client.query('drop function if exists parity_trouble() cascade'));
  };
  const happen = async (event: DatabaseEvent): Promise<number> => {
    await heal();
    switch (event) {
      case 'none':
        return 0;
      case 'refused':
        return await proxy.refuse();
      case 'reset':
        return proxy.reset();
      case 'restarted':
        return await endSessions(administration, database);
      case 'too-many-connections':
        await limit(0);
        return await endSessions(administration, database);
      case 'terminated':
      case 'cancelled':
      case 'disk-full':
        await owner.run((client) => client.query(triggerThat(IN_A_STATEMENT[event])));
        return 0;
      default:
        event satisfies never;
        throw new TypeError(`Unknown event ${String(event)}`);
    }
  };
  return { happen };
}

function triggerThat(does: string): string {
  return `
    create function parity_trouble() returns trigger language plpgsql as $$ begin ${does} return new; end $$;
    create trigger parity_trouble before insert on users for each row execute function parity_trouble();`;
}
