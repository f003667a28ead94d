import session, { type SessionData } from 'express-session';
import type pg from 'pg';

declare module 'express-session' {
  interface SessionData {
    userId: number;
  }
}

type Callback<T> = (error: unknown, result?: T) => void;

/** Sessions of browsers in the database, as they survive a restart. */
export class PostgresSessions extends session.Store {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super();
    this.#pool = pool;
  }

  override get(sid: string, callback: Callback<SessionData | null>): void {
    this.#pool
      .query('select data from sessions where sid = $1 and expires > now()', [sid])
      .then(({ rows }) => callback(null, rows[0]?.data ?? null), callback);
  }

  override set(sid: string, data: SessionData, callback: Callback<void> = () => undefined): void {
    this.#pool
      .query(
        `insert into sessions values ($1, $2, $3)
          on conflict (sid) do update set data = excluded.data, expires = excluded.expires`,
        [sid, data, data.cookie.expires],
      )
      .then(() => callback(null), callback);
  }

  override destroy(sid: string, callback: Callback<void> = () => undefined): void {
    this.#pool.query('delete from sessions where sid = $1', [sid]).then(() => callback(null), callback);
  }

  override touch(sid: string, data: SessionData, callback: () => void = () => undefined): void {
    this.#pool
      .query('update sessions set expires = $2 where sid = $1', [sid, data.cookie.expires])
      .then(() => callback(), callback);
  }
}

/** The rows that the sessions of a `MemoryStore` would be in the database. */
export async function readSessions(store: session.MemoryStore): Promise<object[]> {
  const sessions = await new Promise<Record<string, SessionData>>((resolve, reject) =>
    store.all((error, all) => (error ? reject(error) : resolve(all as Record<string, SessionData>))),
  );
  return Object.entries(sessions).map(([sid, data]) => ({ sid, data, expires: data.cookie.expires }));
}
