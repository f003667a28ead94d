import { Client } from 'pg';

/**
 * How to reach a Postgres server as a role that may create databases. Plain data, so that a worker process can use it.
 * It holds a password: keep it in memory. `query` is the query string of the URL (`sslmode=require`), if any.
 */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  readonly query?: string;
}

/** The harness's own sessions carry this name in pg_stat_activity. */
export const OWN_APPLICATION = 'ultra-parity';

const CONNECT_MS = 5_000;

/** A connection URI (libpq, section 32.1.1.2) with every part percent-encoded. Holds the password. */
export function connectionUrl(connection: PostgresConnection): string {
  const { host, port, query } = connection;
  const [user, password, database] = [connection.user, connection.password, connection.database].map(
    encodeURIComponent,
  );
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return `postgresql://${user}:${password}@${authority}/${database}${query ? `?${query}` : ''}`;
}

/** Runs `use` on a session of its own and closes it. A failure to connect is pg's error, with its SQLSTATE in `code`. */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = newClient(url);
  const lost: Error[] = [];
  client.on('error', (error) => lost.push(error)); // unheard, a lost session ends the process
  try {
    await client.connect();
    return await use(client);
  } catch (error) {
    throw lost[0] ?? error;
  } finally {
    await client.end();
  }
}

/** A session that the caller ends. A failure to connect is pg's error, with its SQLSTATE in `code`. */
export async function openClient(url: string): Promise<Client> {
  const client = newClient(url);
  client.on('error', () => undefined); // unheard, a lost session ends the process; the next query reports it
  await client.connect();
  return client;
}

function newClient(url: string): Client {
  return new Client({
    connectionString: url,
    application_name: OWN_APPLICATION,
    connectionTimeoutMillis: CONNECT_MS,
  });
}

/** The SQLSTATE or system error code of what pg threw, or `undefined` when it carries none. */
export function getErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * What a failure says. @note Node reports a refused `localhost` as an AggregateError with an empty message.
 */
export function describeError(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return error.errors.map(describeError).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
