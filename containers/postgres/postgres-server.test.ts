import { afterAll, describe, expect, test } from 'vitest';
import { connectionUrl, withClient } from './connection.ts';
import { describePostgresServer } from './postgres-server.contract.ts';
import { startPostgres } from './postgres-server.ts';
import { inspectPostgresProviders } from './providers.ts';

const preflights = await inspectPostgresProviders(process.env);
const required = new Set(process.env['PARITY_REQUIRE']?.split(','));

for (const { name, preflight } of preflights) {
  if (preflight.available) {
    describePostgresServer({ provider: name, as: 'as its superuser', environment: async () => process.env });
  } else if (name !== 'url') {
    test.skipIf(!required.has(name))(`Postgres by ${name} is on this machine, but: ${preflight.why}`, () => {
      expect(preflight).toMatchObject({ available: true });
    });
  }
}

for (const power of ['createdb createrole', 'createdb']) {
  describePostgresServer({
    provider: 'url',
    as: `as a role with ${power}`,
    environment: async () => {
      const lender = await startPostgres({ provider: 'embedded', env: {}, runId: 'lender' });
      afterAll(() => lender[Symbol.asyncDispose]());
      await withClient(connectionUrl(lender.connection), (client) =>
        client.query(`create role borrower login password 'borrowed' ${power}`),
      );
      return { PARITY_DATABASE_URL: connectionUrl({ ...lender.connection, user: 'borrower', password: 'borrowed' }) };
    },
  });
}

describe('the choice of a Postgres', () => {
  test('never replaces a named container engine that is dead', async () => {
    const env = { DOCKER_HOST: 'unix:///nonexistent' };

    await expect(startPostgres({ provider: 'container', env, runId: 'dead' })).rejects.toMatchObject({
      code: 'PARITY_POSTGRES_UNAVAILABLE',
      message: expect.stringContaining('DOCKER_HOST is unix:///nonexistent'),
      refused: [{ name: 'container' }],
    });
  });

  test('goes on to the next provider when none is named, and says why', async () => {
    const env = { DOCKER_HOST: 'unix:///nonexistent' };

    await using server = await startPostgres({ env, runId: 'chain' });

    expect(server.provider).toBe('embedded');
    expect(server.reason).toContain('container was not taken: DOCKER_HOST is unix:///nonexistent');
    expect(server.reason).toContain('url was not taken: PARITY_DATABASE_URL is not set.');
  });

  test('never replaces a PARITY_DATABASE_URL that does not work', async () => {
    const env = { PARITY_DATABASE_URL: 'postgresql://user:secret@127.0.0.1:1/db' };

    const start = startPostgres({ env, runId: 'url' });

    await expect(start).rejects.toMatchObject({
      code: 'PARITY_POSTGRES_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
      refused: [{ name: 'url' }],
    });
    await expect(start).rejects.not.toMatchObject({ message: expect.stringContaining('secret') });
  });

  test('never reads DATABASE_URL', async () => {
    const env = { PARITY_POSTGRES: 'url', DATABASE_URL: 'postgresql://user:secret@127.0.0.1:1/db' };

    await expect(startPostgres({ env, runId: 'url' })).rejects.toMatchObject({
      message: expect.stringContaining('PARITY_DATABASE_URL is not set'),
    });
  });

  test('says which version there is when another is asked for, and runs nothing in its place', async () => {
    const env = { PARITY_POSTGRES_VERSION: '16' };

    await expect(startPostgres({ provider: 'embedded', env, runId: 'version' })).rejects.toMatchObject({
      code: 'PARITY_POSTGRES_UNAVAILABLE',
      message: expect.stringMatching(
        /binaries of npm are version 17\.\d+, and PARITY_POSTGRES_VERSION asks for another/,
      ),
      hint: expect.stringContaining('Use a container engine that has or can pull the image of that version'),
    });
  });

  test.each(['nine', '14', '17.2'])('asks nobody for the version %s', async (version) => {
    await expect(startPostgres({ env: { PARITY_POSTGRES_VERSION: version }, runId: 'version' })).rejects.toMatchObject({
      code: 'PARITY_POSTGRES_UNAVAILABLE',
      refused: [{ name: 'url', why: `PARITY_POSTGRES_VERSION is "${version}".` }],
    });
  });

  test('names the providers there are when it does not know the one asked for', async () => {
    await expect(startPostgres({ env: { PARITY_POSTGRES: 'pglite' }, runId: 'odd' })).rejects.toMatchObject({
      code: 'PARITY_POSTGRES_UNAVAILABLE',
      hint: 'pglite: Use url, container or embedded.',
    });
  });

  test('takes a server by its URL and leaves it running', async () => {
    await using lender = await startPostgres({ provider: 'embedded', env: {}, runId: 'lender' });
    const { host, port, user, password, database } = lender.connection;
    const env = { PARITY_DATABASE_URL: `postgres://${user}:${password}@${host}:${port}/${database}` };

    const borrowed = await startPostgres({ env, runId: 'borrower' });
    await borrowed[Symbol.asyncDispose]();

    const again = await startPostgres({ env, runId: 'borrower' });
    expect(again.witness).toEqual({ ...lender.witness, provider: 'url' });
  });

  test('refuses a server that lets a wrong password in', async () => {
    await using lender = await startPostgres({ provider: 'embedded', env: {}, runId: 'trusting' });
    const url = connectionUrl(lender.connection);
    await withClient(url, async (client) => {
      const { rows } = await client.query<{ file: string }>("select current_setting('hba_file') as file");
      await client.query(`copy (select 'host all all all trust') to '${rows[0]?.file}'`);
      await client.query('select pg_reload_conf()');
    });

    const wrong = connectionUrl({ ...lender.connection, password: 'wrong' });
    await expect.poll(() => withClient(wrong, async () => 'let in').catch(() => 'refused')).toBe('let in');

    const start = startPostgres({ env: { PARITY_DATABASE_URL: url }, runId: 'trusting' });

    await expect(start).rejects.toMatchObject({ code: 'PARITY_POSTGRES_TRUSTS_ANYONE' });
  });
});
