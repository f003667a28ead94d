import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { onPostgres } from './on-postgres.ts';

const ENV = { PARITY_DATABASE_URL: process.env['ULTRA_TEST_DATABASE_URL'] };

describe('a target on Postgres', () => {
  test('proves its database once a run, and not in a scenario that needs none', async () => {
    const target = onPostgres({ schema: 'create table notes (id int)' }, () => ({ app: () => undefined }));
    await using run = await prepare(target);

    await using idle = await setUp(target, run.data, 'refuses');
    const witness = await idle.witness?.();

    expect(witness).toEqual({ facts: { databases: 1, sessionsOfServer: 0 }, faults: [] });
    expect(target.requiredWitness).toEqual({ '/sessionsOfServer': 'present' });
  });

  test('counts the sessions of the application in the database of its scenario', async () => {
    const target = onPostgres({ schema: 'create table notes (id int)' }, async ({ url }) => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.query('insert into notes values (1)');
      return { app: () => undefined, close: () => client.end() };
    });
    await using run = await prepare(target);

    await using busy = await setUp(target, run.data, 'stores');
    const witness = await busy.witness?.();
    const tables = await busy.tables?.();

    expect(witness?.facts).toEqual({ databases: 1, sessionsOfServer: 1 });
    expect(tables).toEqual({ notes: [{ id: 1 }] });
  });

  test('gives the same scenario of two runs on one server a database each', async () => {
    const target = onPostgres({ schema: 'create table notes (id int)' }, () => ({ app: () => undefined }));
    await using first = await prepare(target, 'first');
    await using second = await prepare(target, 'second');

    await using one = await setUp(target, first.data, 'same');
    await using other = await setUp(target, second.data, 'same');

    expect([one.tables, other.tables]).toEqual([expect.any(Function), expect.any(Function)]);
  });

  test('says which statement of a schema Postgres refuses', async () => {
    const target = onPostgres({ schema: 'create table notes (id int);\ncreate tabel tags (id int)' }, () => ({
      app: () => undefined,
    }));

    const preparing = prepare(target);

    await expect(preparing).rejects.toMatchObject({
      code: 'PARITY_SCHEMA_INVALID',
      message: expect.stringContaining('in line 2: syntax error at or near "tabel" (42601)'),
    });
  });
});

type OnPostgres = ReturnType<typeof onPostgres>;

async function prepare(target: OnPostgres, runId = 'unit') {
  const prepared = await target.prepare?.({ runId, env: ENV, options: {}, progress: () => undefined });
  if (prepared === undefined) {
    throw new TypeError('A target on Postgres prepares its server');
  }
  return prepared;
}

async function setUp(target: OnPostgres, prepared: Awaited<ReturnType<typeof prepare>>['data'], id: string) {
  return await target.setUp({ scenario: { id, title: id }, given: {}, prepared, env: ENV, llm: undefined });
}
