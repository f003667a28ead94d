import { escapeIdentifier } from 'pg';
import { expect, test } from 'vitest';
import { connectionUrl, type PostgresConnection, withClient } from './connection.ts';
import { databasePrefix, holdRunLease, sweepDatabases } from './run-lease.ts';

const url = new URL(process.env['ULTRA_TEST_DATABASE_URL'] ?? '');
const CONNECTION: PostgresConnection = {
  host: url.hostname,
  port: Number(url.port),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: url.pathname.slice(1),
};

async function createDatabase(runId: string): Promise<string> {
  const name = `${databasePrefix(CONNECTION, runId)}1_a_scenario`;
  await withClient(connectionUrl(CONNECTION), (client) => client.query(`create database ${escapeIdentifier(name)}`));
  return name;
}

async function exists(name: string): Promise<boolean> {
  const find = 'select 1 from pg_database where datname = $1';
  const { rowCount } = await withClient(connectionUrl(CONNECTION), (client) => client.query(find, [name]));
  return rowCount === 1;
}

test('databases of a run that was killed are dropped, those of one that lives stay', async () => {
  const killed = await createDatabase('killed-run');
  const living = await createDatabase('living-run');
  const lease = await holdRunLease(CONNECTION, 'living-run');

  await sweepDatabases(CONNECTION);
  const [isKilledThere, isLivingThere] = [await exists(killed), await exists(living)];
  await lease[Symbol.asyncDispose]();
  await sweepDatabases(CONNECTION);

  expect([isKilledThere, isLivingThere]).toEqual([false, true]);
  expect(await exists(living)).toBe(false);
});

test('a database that has a session stays, whichever run made it', async () => {
  const used = await createDatabase('used-run');

  const isThere = await withClient(connectionUrl({ ...CONNECTION, database: used }), async (client) => {
    await client.query('select 1');
    await sweepDatabases(CONNECTION);
    return await exists(used);
  });
  await sweepDatabases(CONNECTION);

  expect(isThere).toBe(true);
});
