import { expect, test } from 'vitest';
import { connectionUrl } from './connection.ts';
import { startPostgres } from './postgres-server.ts';
import { lazySession } from './session.ts';

test('a kept session that the server has ended is opened anew at once, and that one is kept', async () => {
  await using server = await startPostgres({ provider: 'embedded', env: {}, runId: 'session' });
  await using other = lazySession(connectionUrl(server.connection));
  await using session = lazySession(connectionUrl(server.connection));
  const readPid = async () =>
    (await session.run((client) => client.query('select pg_backend_pid() as pid'))).rows[0].pid;
  const again = Promise.withResolvers<number>();
  const hasEnded = Promise.withResolvers<void>();
  const first = await session.run(async (client) => {
    client.on('error', () => again.resolve(readPid()));
    client.on('end', hasEnded.resolve);
    return (await client.query('select pg_backend_pid() as pid')).rows[0].pid;
  });

  await other.run((client) => client.query('select pg_terminate_backend($1)', [first]));
  const second = await again.promise;
  await hasEnded.promise;

  expect(second).not.toBe(first);
  expect(await readPid()).toBe(second);
  expect(session.opened).toBe(2);
});
