import { escapeIdentifier } from 'pg';
import { endSessions, lazySession, type PostgresControl, type Session, type TcpProxy } from 'ultra-parity/containers';
import { LOCKED_MS, SLOW_MS } from '#server/adapters/database/database-faults.ts';
import type { DatabaseEvent, DatabaseTroubles } from './fault-schedule.ts';
import { type PostgresStops, postgresStops } from './postgres-stops.ts';
import { beginTrouble, END_TROUBLE, type StatementTrouble } from './statement-troubles.ts';

export interface PostgresTroublesOptions {
  /** Between the server and Postgres. */
  readonly proxy: TcpProxy;
  readonly administration: Session;
  /** In the database itself, as its owner. */
  readonly owner: Session;
  readonly database: { readonly name: string; readonly url: string };
  readonly power: PostgresControl | null;
}

/** Troubles of a real Postgres, and what was done to bring them about. */
export interface PostgresTroubles extends DatabaseTroubles, AsyncDisposable {
  readonly restarts: number;
  /** How many sessions in the database were theirs, beside that of `owner`. */
  readonly sessions: number;
}

/** So few that a statement takes about as long as one that meets a slow database. */
const BYTES_PER_SECOND = 500;

/** Postgres itself ends the session that holds the lock when its time is up. */
const LOCK = `
  set idle_in_transaction_session_timeout = ${LOCKED_MS};
  begin;
  lock table users in access exclusive mode;`;

/** Brings about in a real Postgres what the double plays. */
export async function postgresTroubles(options: PostgresTroublesOptions): Promise<PostgresTroubles> {
  const { administration, owner, database, power } = options;
  await owner.run((client) => client.query('select')); // open from now on: a full database lets no more sessions in
  const locker = lazySession(database.url);
  const stops = postgresStops({ power, administration, database: database.name });
  const limit = (count: number) =>
    administration.run((client) =>
      client.query(`alter database ${escapeIdentifier(database.name)} with connection limit ${count}`),
    );
  const heal = async () => {
    await stops.start();
    await options.proxy.serve();
    await limit(-1);
    if (locker.opened > 0) {
      await locker.run((client) => client.query('rollback'));
    }
    await owner.run((client) => client.query(END_TROUBLE));
  };
  const events = bindEvents({ ...options, locker, stops, limit });
  return {
    happen: async (event) => {
      await heal();
      return await events[event]();
    },
    get restarts() {
      return stops.restarts;
    },
    get sessions() {
      return locker.opened;
    },
    [Symbol.asyncDispose]: () => locker[Symbol.asyncDispose](),
  };
}

interface Tools extends Omit<PostgresTroublesOptions, 'power'> {
  readonly locker: Session;
  readonly stops: PostgresStops;
  readonly limit: (count: number) => Promise<unknown>;
}

/** Each resolves with how many connections the server lost. */
function bindEvents(tools: Tools): Readonly<Record<DatabaseEvent, () => Promise<number>>> {
  const { proxy, administration, owner, database, locker, stops, limit } = tools;
  const inStatement = (trouble: StatementTrouble) => async () => {
    await owner.run((client) => client.query(beginTrouble(trouble)));
    return 0;
  };
  const flowing = (how: () => void) => async () => {
    how();
    return 0;
  };
  return {
    none: async () => 0,
    refused: () => proxy.refuse(),
    reset: async () => proxy.reset(),
    slow: flowing(() => proxy.delay(SLOW_MS / 2)),
    throttled: flowing(() => proxy.throttle(BYTES_PER_SECOND)),
    stopped: async () => {
      const lost = await stops.stop();
      await proxy.refuse(); // as a system does with a port where nobody listens any more
      return lost;
    },
    restarted: async () => {
      const lost = await stops.stop();
      await stops.start();
      return lost;
    },
    'too-many-connections': async () => {
      await limit(0);
      return await endSessions(administration, database.name);
    },
    locked: async () => {
      await locker.run((client) => client.query(LOCK));
      return 0;
    },
    terminated: inStatement('terminated'),
    cancelled: inStatement('cancelled'),
    'disk-full': inStatement('disk-full'),
  };
}
