import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { connectionUrl, openClient, withClient } from './connection.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import type { ProviderName } from './provider.ts';
import { readTables } from './read-tables.ts';
import { type Administration, connectAsAdmin, sessionEach } from './session.ts';
import { cloneDatabase, prepareTemplate, type ScenarioDatabase, type TemplateDatabase } from './template-database.ts';
import { countConnections } from './witness-activity.ts';

export interface ContractCase {
  readonly provider: ProviderName;
  /** Which server and as whom, for the title. */
  readonly as: string;
  readonly environment: () => Promise<Readonly<Record<string, string | undefined>>>;
}

/** What every Postgres provider does, whichever way its server came to be. */
export function describePostgresServer({ provider, as, environment }: ContractCase): void {
  describe(`Postgres by ${provider}, ${as},`, () => {
    let server: PostgresServer;
    let administration: Administration & AsyncDisposable;
    let template: TemplateDatabase;

    beforeAll(async () => {
      server = await startPostgres({ provider, env: await environment(), runId: 'contract' });
      template = await prepareTemplate(server.connection, { key: 'contract-1', migrate });
      administration = connectAsAdmin(server.connection);
      return async () => {
        await administration[Symbol.asyncDispose]();
        await server[Symbol.asyncDispose]();
      };
    }, 120_000);

    const clone = async (name: string): Promise<ScenarioDatabase> => {
      const database = await cloneDatabase(administration, template, `${name}_${process.pid}`);
      onTestFinished(() => database[Symbol.asyncDispose]());
      return database;
    };

    test('is the provider that was asked for, and says why it was taken', () => {
      expect(server.provider).toBe(provider);
      expect(server.reason).toContain(`${provider}, as asked: `);
    });

    test('runs Postgres 17 and proves it in its witness', () => {
      expect(server.witness).toMatchObject({ provider, rejectsWrongPassword: true });
      expect(server.witness.version).toMatch(/^17\.\d+$/);
    });

    test('reports the system identifier that the server has', async () => {
      const { rows } = await query(
        connectionUrl(server.connection),
        'select system_identifier::text from pg_control_system()',
      );

      expect(rows).toEqual([{ system_identifier: server.witness.systemIdentifier }]);
    });

    test('refuses a wrong password with 28P01', async () => {
      const url = connectionUrl({ ...server.connection, password: 'wrong' });

      await expect(query(url, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    });

    test('refuses a missing database with 3D000', async () => {
      const url = connectionUrl({ ...server.connection, database: 'nowhere' });

      await expect(query(url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
    });

    test('keeps a connection that survives JSON', async () => {
      const copy = JSON.parse(JSON.stringify(server.connection));

      await expect(query(connectionUrl(copy), 'select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
    });

    test('orders text by code point', async () => {
      const { rows } = await query(connectionUrl(server.connection), "select 'a' < 'B' as a, 'Z' < 'a' as z");

      expect(rows).toEqual([{ a: false, z: true }]);
    });

    test('migrates a key once, however many ask for it', async () => {
      let migrations = 0;
      const count = async () => {
        migrations += 1;
      };
      const options = { key: `once-${process.pid}`, migrate: count };

      const templates = await Promise.all([1, 2, 3].map(() => prepareTemplate(server.connection, options)));

      expect(migrations).toBe(1);
      expect(new Set(templates.map(({ name }) => name)).size).toBe(1);
    });

    test('leaves nothing behind when a migration fails, and passes its error on', async () => {
      const key = `broken-${process.pid}`;
      const broken = { key, migrate: () => Promise.reject(new Error('no such column')) };

      await expect(prepareTemplate(server.connection, broken)).rejects.toThrow('no such column');
      await expect(prepareTemplate(server.connection, { key, migrate })).resolves.toMatchObject({
        owner: template.owner,
      });
    });

    test('lets no one into the template', async () => {
      const url = connectionUrl({ ...server.connection, database: template.name });

      await expect(query(url, 'select 1')).rejects.toMatchObject({ code: '55000' });
    });

    test('copies the migrated tables, and one copy never sees the other', async () => {
      const left = await clone('left');
      const right = await clone('right');

      await query(left.url, "insert into notes (id, body) values (2, 'left only')");

      await expect(readTables(sessionEach(left.url), { except: [] })).resolves.toMatchObject({
        notes: [{ id: 1 }, { id: 2 }],
      });
      await expect(readTables(sessionEach(right.url), { except: [] })).resolves.toMatchObject({ notes: [{ id: 1 }] });
    });

    test('gives the copy to a login that is no superuser and owns its tables', async () => {
      const { url } = await clone('owner');

      await query(url, 'alter table notes add column extra text; create table more (id int); create extension citext');

      const { rows } = await query(url, 'select rolsuper from pg_roles where rolname = current_user');
      expect(rows).toEqual([{ rolsuper: false }]);
    });

    test('makes eight copies in parallel', async () => {
      const copies = await Promise.all(Array.from({ length: 8 }, (_, index) => clone(`parallel_${index}`)));

      const contents = await Promise.all(copies.map(({ url }) => readTables(sessionEach(url), { except: [] })));
      expect(contents).toHaveLength(8);
      for (const tables of contents) {
        expect(tables).toEqual(contents[0]);
      }
    });

    test('drops a copy on dispose, with a session still open', async () => {
      const database = await clone('dropped');
      const session = withClient(database.url, (client) => client.query('select pg_sleep(30)')).catch((error) => error);

      await database[Symbol.asyncDispose]();

      await expect(session).resolves.toBeInstanceOf(Error);
      await expect(query(database.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
    });

    test('lets a session that is about to leave leave before it drops a copy', async () => {
      const database = await clone('left');
      const client = await openClient(database.url);
      const lost: Error[] = [];
      client.on('error', (error) => lost.push(error));
      const leaving = sleep(100).then(() => client.end());

      await database[Symbol.asyncDispose]();
      await leaving;

      expect(lost).toEqual([]);
    });

    test('leaves a copy that is kept', async () => {
      const database = await clone('kept');

      database.keep();
      await database[Symbol.asyncDispose]();

      await expect(query(database.url, 'select 1 as one')).resolves.toMatchObject({ rows: [{ one: 1 }] });
      await query(connectionUrl(server.connection), `drop database ${database.name}`);
    });

    test('gives names that differ only in forbidden characters different databases', async () => {
      const names = [await clone('a scenario!'), await clone('a scenario?')].map(({ name }) => name);

      expect(new Set(names).size).toBe(2);
      for (const name of names) {
        expect(name).toMatch(/^[a-z0-9_]{1,63}$/);
      }
    });

    test('counts the sessions of a server under test, and not its own', async () => {
      const { name, url } = await clone('counted');
      const before = await countConnections(administration, name);

      const during = await withClient(`${url}?application_name=sut`, () => countConnections(administration, name));

      await expect
        .poll(() => countConnections(administration, name))
        .toEqual({ live: 0, sessions: before.sessions + 1 });
      expect(during.live).toBe(1);
    });
  });
}

function query(url: string, sql: string) {
  return withClient(url, (client) => client.query(sql));
}

async function migrate(url: string): Promise<void> {
  await query(url, "create table notes (id int primary key, body text); insert into notes values (1, 'first')");
}
