import { expect, test } from 'vitest';
import { connectionUrl } from './connection.ts';
import { copyRows } from './copy-rows.ts';
import { startPostgres } from './postgres-server.ts';
import { readTables } from './read-tables.ts';
import { connectAsAdmin, lazySession } from './session.ts';

const SCHEMA = `
  create table people (id int generated always as identity primary key, photo bytea, tags text[], born timestamptz(3));
  create table notes (person int not null references people, body json, price numeric(20, 6));`;

test('copies every row, whatever its type and whatever it refers to, in place of what was there', async () => {
  await using server = await startPostgres({ provider: 'embedded', env: {}, runId: 'copy' });
  await using administration = connectAsAdmin(server.connection);
  const sessionIn = async (database: string) => {
    await administration.run((client) => client.query(`create database ${database}`));
    const session = lazySession(connectionUrl({ ...server.connection, database }));
    await session.run((client) => client.query(SCHEMA));
    return session;
  };
  await using from = await sessionIn('source');
  await using to = await sessionIn('destination');
  await from.run((client) =>
    client.query(`
      insert into people (photo, tags, born) values ('\\x00ff', '{"a,b",null}', '2026-01-01T00:00:00.123Z'), (null, null, null);
      insert into notes values (2, '{"a": [1, null]}', 12345678901234.654321)`),
  );
  await to.run((client) => client.query(`insert into people (tags) values ('{old}')`));

  await copyRows({ from, to });

  const [copied, original] = await Promise.all([to, from].map((session) => readTables(session, { except: [] })));
  expect(copied).toEqual(original);
  expect(copied).toMatchObject({ people: [{ id: 1, tags: ['a,b', null] }, { id: 2 }], notes: [{ person: 2 }] });
});
