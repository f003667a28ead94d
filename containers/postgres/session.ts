import type { Client } from 'pg';
import { connectionUrl, openClient, type PostgresConnection, withClient } from './connection.ts';

/** A way to ask a database something. A new session costs more than most questions, so one may be kept. */
export interface Session {
  run<T>(use: (client: Client) => Promise<T>): Promise<T>;
}

/** Opens a session at its first use and keeps it until it is disposed. */
export function keptSession(url: string): Session & AsyncDisposable {
  let client: Promise<Client> | undefined;
  return {
    run: async (use) => {
      client ??= openClient(url);
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
export function administer(connection: PostgresConnection): Administration & AsyncDisposable {
  return { connection, ...keptSession(connectionUrl(connection)) };
}
