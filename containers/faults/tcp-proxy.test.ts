import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

interface Scene extends AsyncDisposable {
  readonly proxy: TcpProxy;
  /** Connects through the proxy. */
  client(): Promise<Socket>;
}

/** A server that says everything back, behind a proxy. */
async function scene(): Promise<Scene> {
  await using opened = new AsyncDisposableStack();
  const echo = createServer((socket) => socket.on('error', () => socket.destroy()).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  opened.defer(async () => {
    echo.close();
    await once(echo, 'close');
  });
  const { port } = echo.address() as AddressInfo;
  const proxy = opened.use(await startTcpProxy({ target: { host: '127.0.0.1', port } }));
  const clients = opened.adopt(new Set<Socket>(), (all) => {
    for (const socket of all) {
      socket.destroy();
    }
  });
  const owned = opened.move();
  return {
    proxy,
    client: async () => {
      const socket = connect(proxy.port, proxy.host);
      clients.add(socket);
      await once(socket, 'connect');
      return socket;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function echoed(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  let heard = '';
  while (heard.length < text.length) {
    heard += String((await once(socket, 'data'))[0]);
  }
  return heard;
}

async function awaitEnd(socket: Socket): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  socket.on('end', () => resolve('end'));
  socket.resume();
  return await promise;
}

describe('a TCP proxy', () => {
  test('passes bytes on in both directions', async () => {
    await using at = await scene();

    const heard = await echoed(await at.client(), 'hello');

    expect(heard).toBe('hello');
  });

  test('cuts with FIN, and serves the next connection', async () => {
    await using at = await scene();
    const first = await at.client();
    await echoed(first, 'one');

    const end = awaitEnd(first);
    const count = at.proxy.cut();

    expect(count).toBe(1);
    await expect(end).resolves.toBe('end');
    await expect(echoed(await at.client(), 'two')).resolves.toBe('two');
  });

  test('resets with RST', async () => {
    await using at = await scene();
    const first = await at.client();
    await echoed(first, 'one');

    const end = awaitEnd(first);
    at.proxy.reset();

    await expect(end).resolves.toBe('ECONNRESET');
  });

  test('refuses until it serves again, on the same port', async () => {
    await using at = await scene();
    const first = await at.client();
    await echoed(first, 'one');
    const end = awaitEnd(first);

    const count = await at.proxy.refuse();
    const refused = at.client();
    await expect(refused).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await at.proxy.serve();

    expect(count).toBe(1);
    await expect(end).resolves.toBe('ECONNRESET');
    await expect(echoed(await at.client(), 'again')).resolves.toBe('again');
  });

  test('holds every piece back in both directions', async () => {
    await using at = await scene();
    const socket = await at.client();
    at.proxy.delay(60);

    const from = performance.now();
    await echoed(socket, 'late');

    expect(performance.now() - from).toBeGreaterThanOrEqual(118);
  });

  test('lets no more bytes a second through than it is told', async () => {
    await using at = await scene();
    const socket = await at.client();
    at.proxy.throttle(10_000);

    const from = performance.now();
    await echoed(socket, 'x'.repeat(1_000));

    expect(performance.now() - from).toBeGreaterThanOrEqual(195);
  });

  test('ends every connection when it is disposed', async () => {
    await using at = await scene();
    const socket = await at.client();
    await echoed(socket, 'here');
    const end = awaitEnd(socket);

    await at.proxy[Symbol.asyncDispose]();

    await expect(end).resolves.toBe('ECONNRESET');
  });

  test('tells the server that the client has gone', async () => {
    await using at = await scene();
    const socket = await at.client();
    await echoed(socket, 'here');

    socket.end();
    await once(socket, 'close');

    await expect.poll(() => at.proxy.connections).toBe(0);
  });
});
