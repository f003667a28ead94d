import { describeError, type PostgresConnection } from './connection.ts';
import type { Preparation, PrepareProvider, ProviderContext, RunningPostgres } from './provider.ts';
import { holdRunLease, sweepDatabases } from './run-lease.ts';
import { postgresMajor } from './settings.ts';
import { identify } from './witness.ts';

const NEXT = 'Set PARITY_DATABASE_URL to the postgresql:// URL of a role with CREATEDB.';

/**
 * A server that somebody else runs, given by PARITY_DATABASE_URL. DATABASE_URL is never read: it may name a production
 * database. Given and unusable is final.
 */
export const prepareUrl: PrepareProvider = async ({ env, runId, progress }) => {
  const url = env['PARITY_DATABASE_URL'];
  if (!url) {
    return { available: false, why: 'PARITY_DATABASE_URL is not set.', next: NEXT };
  }
  const connection = parse(url);
  if (connection === null) {
    return refusal('PARITY_DATABASE_URL is not a postgresql:// URL with a host, a user and a password.');
  }
  const where = `${connection.host}:${connection.port}/${connection.database}`;
  try {
    const { version, mayCreateDatabases } = await identify(connection);
    const major = postgresMajor(env);
    if (!version.startsWith(`${major}.`)) {
      return refusal(`The server at ${where} is version ${version}; it must be ${major}.`);
    }
    if (!mayCreateDatabases) {
      return refusal(`The role "${connection.user}" at ${where} may not create databases.`);
    }
    const detail = `PARITY_DATABASE_URL names ${where}, version ${version}.`;
    return { available: true, detail, start: () => start(connection, { runId, progress }) };
  } catch (error) {
    return refusal(`The server at ${where} cannot be used as "${connection.user}": ${describeError(error)}.`);
  }
};

/** Others use the server as well: the run says that it lives, and removes what killed ones have left. */
async function start(
  connection: PostgresConnection,
  { runId, progress }: Pick<ProviderContext, 'runId' | 'progress'>,
): Promise<RunningPostgres> {
  const lease = await holdRunLease(connection, runId);
  const swept = await sweepDatabases(connection);
  if (swept > 0) {
    progress(`Dropped ${swept} databases that killed runs had left.`);
  }
  return {
    connection,
    image: null,
    network: null,
    power: null,
    [Symbol.asyncDispose]: () => lease[Symbol.asyncDispose](),
  };
}

function refusal(why: string): Preparation {
  return { available: false, final: true, why, next: NEXT };
}

function parse(text: string): PostgresConnection | null {
  if (!URL.canParse(text)) {
    return null;
  }
  const url = new URL(text);
  if (!/^postgres(ql)?:$/.test(url.protocol) || !url.hostname || !url.username || !url.password) {
    return null;
  }
  const query = url.search.slice(1);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || 5432,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || decodeURIComponent(url.username),
    ...(query && { query }),
  };
}
