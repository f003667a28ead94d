import type { Client } from 'pg';
import { connectionUrl, openClient, type PostgresConnection, withClient } from './connection.ts';

/** A way to ask a database something. A new session costs more than most questions, so one may be kept. */
export interface Session {
  run<T>(use: (client: Client) => Promise<T>): Promise<T>;
}

/** A session that is kept for the next question. */
export interface LazySession extends Session, AsyncDisposable {
  /** How many sessions of the server it has been so far. */
  readonly opened: number;
}

/** Opens a session at its first use and keeps it until it is disposed; one that the server ended is opened anew. */
export function lazySession(url: string): LazySession {
  let client: Promise<Client> | undefined;
  let opened = 0;
  const open = (): Promise<Client> => {
    const forget = (): void => {
      if (client === opening) {
        client = undefined;
      }
    };
    const opening = openClient(url).then((session) => {
      opened += 1;
      // It takes no question from the error on, and ends a little later.
      session.on('error', forget);
      session.on('end', forget);
      return session;
    });
    opening.catch(forget);
    return opening;
  };
  return {
    get opened() {
      return opened;
    },
    run: async (use) => {
      client ??= open();
      return await use(await client);
    },
    [Symbol.asyncDispose]: async () => {
      await (await client)?.end();
    },
  };
}

/** Opens a session for each use. */
export function sessionEach(url: string): Session {
  return { run: (use) => withClient(url, use) };
}

/** A Postgres server as the role that may create databases. */
export interface Administration extends Session {
  readonly connection: PostgresConnection;
}

/** Administers a server through one session, which is open from the first use until it is disposed. */
export function connectAsAdmin(connection: PostgresConnection): Administration & AsyncDisposable {
  const { run, [Symbol.asyncDispose]: end } = lazySession(connectionUrl(connection));
  return { connection, run, [Symbol.asyncDispose]: end };
}
