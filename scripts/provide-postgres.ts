import { connectionUrl } from '../containers/postgres/connection.ts';
import { startPostgres } from '../containers/postgres/postgres-server.ts';

/** Gives the contract tests of the server a real Postgres, for the time that vitest runs. */
export async function setup(): Promise<() => Promise<void>> {
  const postgres = await startPostgres({ provider: 'embedded', env: process.env, runId: `unit-${process.pid}` });
  process.env['ULTRA_TEST_DATABASE_URL'] = connectionUrl(postgres.connection);
  return async () => await postgres[Symbol.asyncDispose]();
}
