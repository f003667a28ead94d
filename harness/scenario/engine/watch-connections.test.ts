import { once } from 'node:events';
import { connect, createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { watchConnections } from './watch-connections.ts';

async function listen(): Promise<AsyncDisposable & { readonly port: number }> {
  const server: Server = createServer((socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('no port');
  }
  return { port: address.port, [Symbol.asyncDispose]: async () => void server.close() };
}

async function visit(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  socket.resume();
  await once(socket, 'close');
}

test('every connection is seen, but for those that are excepted', async () => {
  await using ours = await listen();
  await using theirs = await listen();
  using watch = watchConnections();

  await visit(ours.port);
  await visit(theirs.port);

  expect(watch.opened({ except: [ours.port] })).toEqual([`127.0.0.1:${theirs.port}`]);
});

test('nothing is seen after it is disposed', async () => {
  await using server = await listen();
  const watch = watchConnections();
  watch[Symbol.dispose]();

  await visit(server.port);

  expect(watch.opened({ except: [] })).toEqual([]);
});
