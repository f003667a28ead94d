import { expect, test } from 'vitest';
import { connectionUrl, withClient } from './connection.ts';
import { startPostgres } from './postgres-server.ts';
import { readTables } from './read-tables.ts';
import { sessionEach } from './session.ts';

test('reads every table as plain JSON in a stable order', async () => {
  await using server = await startPostgres({ provider: 'embedded', env: {}, runId: 'tables' });
  const url = connectionUrl(server.connection);
  await withClient(url, (client) =>
    client.query(`
      create table migrations (id int);
      create table empty (id int);
      create domain price as numeric;
      create table pairs (a int, b text, primary key (b, a));
      insert into pairs values (2, 'x'), (1, 'y'), (1, 'x');
      create table kinds (at timestamptz, cost price, tags text[], data jsonb, bytes bytea, took interval, none text);
      insert into kinds values ('2026-03-01T12:00:00.5+02', 0.10, '{b,a}', '{"k": 1}', 'hi', '90 minutes', null);`),
  );

  const tables = await readTables(sessionEach(url), { except: ['migrations'] });

  expect(tables).toEqual({
    empty: [],
    pairs: [
      { a: 1, b: 'x' },
      { a: 2, b: 'x' },
      { a: 1, b: 'y' },
    ],
    kinds: [
      {
        at: '2026-03-01T10:00:00.500Z',
        cost: 0.1,
        tags: ['b', 'a'],
        data: { k: 1 },
        bytes: 'aGk=',
        took: 'PT1H30M',
        none: null,
      },
    ],
  });
});

test('reads tables of every schema, and refuses one whose row security hides rows', async () => {
  await using server = await startPostgres({ provider: 'embedded', env: {}, runId: 'schemas' });
  const url = connectionUrl(server.connection);
  await withClient(url, (client) =>
    client.query(`
      create schema billing;
      create table billing.invoices (id int primary key);
      insert into billing.invoices values (1);
      create table notes (id int primary key);
      insert into notes values (2);
      alter table notes enable row level security;
      alter table notes force row level security;
      create role reader login password 'reader';
      grant usage on schema billing to reader;
      grant select on billing.invoices, notes to reader;`),
  );
  const ofReader = connectionUrl({ ...server.connection, user: 'reader', password: 'reader' });

  const tables = await readTables(sessionEach(url), { except: [] });

  expect(tables).toEqual({ 'billing.invoices': [{ id: 1 }], notes: [{ id: 2 }] });
  await expect(readTables(sessionEach(ofReader), { except: [] })).rejects.toThrow('row-level security policy');
});
