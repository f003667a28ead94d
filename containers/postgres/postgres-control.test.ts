import { describe, expect, onTestFinished, test } from 'vitest';
import { connectionUrl } from './connection.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import type { ProviderName } from './provider.ts';
import { inspectPostgresProviders } from './providers.ts';
import { lazySession } from './session.ts';
import { identify } from './witness.ts';

const preflights = await inspectPostgresProviders(process.env);
const required = new Set(process.env['PARITY_REQUIRE']?.split(','));

async function restartable(provider: ProviderName): Promise<PostgresServer> {
  const server = await startPostgres({ provider, env: process.env, runId: 'power', restartable: true });
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

for (const { name, preflight } of preflights.filter((one) => one.name !== 'url')) {
  const isThere = preflight.available || required.has(name);
  const why = preflight.available ? '' : ` (${preflight.why})`;

  describe.skipIf(!isThere)(`a restartable Postgres by ${name}${why}`, { timeout: 120_000 }, () => {
    test('ends every session with 57P01 when it is stopped, and then refuses connections', async () => {
      const { power, connection } = await restartable(name);
      await using session = lazySession(connectionUrl(connection));
      const lost = Promise.withResolvers<unknown>();
      await session.run(async (client) => client.on('error', lost.resolve));

      await power?.stop();

      await expect(lost.promise).resolves.toMatchObject({ code: '57P01' });
      await expect(session.run((client) => client.query('select'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    });

    test('is the same server at the same address once it has started again, with what was committed', async () => {
      const { power, connection, witness } = await restartable(name);
      await using session = lazySession(connectionUrl(connection));
      await session.run((client) => client.query('create table kept (id int); insert into kept values (1)'));

      await power?.stop();
      await power?.start();
      const { rows } = await session.run((client) => client.query('select id from kept'));
      const { systemIdentifier, startedAt } = await identify(connection);

      expect(rows).toEqual([{ id: 1 }]);
      expect(session.opened).toBe(2);
      expect(systemIdentifier).toBe(witness.systemIdentifier);
      expect(startedAt > witness.startedAt).toBe(true);
    });
  });
}

test('a server that others may use cannot be stopped', async () => {
  await using shared = await startPostgres({ provider: 'embedded', env: {}, runId: 'power' });
  const env = { PARITY_DATABASE_URL: connectionUrl(shared.connection) };

  const borrowed = await startPostgres({ provider: 'url', env, runId: 'power', restartable: true });

  expect(shared.power).toBeNull();
  expect(borrowed.power).toBeNull();
});
