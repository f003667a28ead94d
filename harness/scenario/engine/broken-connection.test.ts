import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { serve } from '../../testing/scenario/client-fixture.ts';
import { createClient } from './client.ts';
import { Observer } from './observer.ts';

function createObservedClient({ url }: { readonly url: string }) {
  const observer = new Observer({ calls: () => [] });
  const clock = {
    now: () => new Date(0),
    monotonicMs: () => performance.now(),
    processorMs: () => 0,
    contentionMs: () => null,
  };
  return { observer, client: createClient({ address: () => url, observer, clock }) };
}

describe('a connection that breaks is observed', () => {
  test('where it is reset before a response, and the request is not sent again', async () => {
    let requests = 0;
    await using server = await serve((request) => {
      requests += 1;
      request.socket.destroy();
    });
    const { client, observer } = createObservedClient(server);

    const reply = await client.get('/things');
    reply.expect({ error: 'connection_reset' });

    expect(reply).toMatchObject({ status: 0, error: 'connection_reset', body: null });
    expect(observer.steps()).toMatchObject([
      { label: 'GET /things', broken: { error: 'connection_reset', request: { path: '/things' } } },
    ]);
    expect(requests).toBe(1);
  });

  test('where it is reset although the connection had served before', async () => {
    let requests = 0;
    await using server = await serve((request, response) => {
      requests += 1;
      if (requests === 1) {
        response.end('first');
      } else {
        request.socket.destroy();
      }
    });
    const { client } = createObservedClient(server);

    await client.get('/things');
    const second = await client.get('/things');

    expect(second.error).toBe('connection_reset');
    expect(requests).toBe(2);
  });

  test('where it is cut in the middle of a body, with what had come', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
      response.write('0123456789', () => response.destroy());
    });
    const { client, observer } = createObservedClient(server);

    const reply = await client.get('/things');

    expect(reply).toMatchObject({ status: 200, error: 'connection_cut', body: '0123456789' });
    expect(observer.steps()).toMatchObject([{ broken: { error: 'connection_cut', response: { status: 200 } } }]);
  });

  test('where nothing listens any more', async () => {
    const server = await serve(() => {});
    await server[Symbol.asyncDispose]();
    const { client } = createObservedClient(server);

    const reply = await client.get('/things');

    expect(reply.error).toBe('connection_refused');
  });

  test('where what comes is not HTTP', async () => {
    const server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const { client } = createObservedClient({ url: `http://127.0.0.1:${port}` });

    const reply = await client.get('/things');
    server.close();

    expect(reply.error).toBe('invalid_http');
  });

  test('where some of several requests at once are reset', async () => {
    let requests = 0;
    await using server = await serve((request, response) => {
      requests += 1;
      if (requests === 1) {
        response.end('served');
      } else {
        request.socket.destroy();
      }
    });
    const { client, observer } = createObservedClient(server);

    const replies = await client.concurrently(3, { method: 'GET', path: '/things' });

    expect(replies.statuses).toEqual([200]);
    expect(observer.steps()).toMatchObject([
      { concurrently: { errors: ['connection_reset', 'connection_reset'], responses: [{ status: 200 }] } },
    ]);
  });

  test('as missing what the reply was expected to hold', async () => {
    await using server = await serve((request) => void request.socket.destroy());
    const { client } = createObservedClient(server);

    const reply = await client.get('/things');

    expect(() => reply.text('id')).toThrow('GET /things broke off (connection_reset) without a text at /id.');
  });
});
