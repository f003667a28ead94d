import { createServer, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { lingering } from './linger.ts';
import { start } from './start.ts';
import { MOCK_CONFIG } from './test-support/mock-server.ts';

const PIECE = Buffer.alloc(64 * 1024, 'x');
const LARGE = 320 * PIECE.length;
const CHUNK = Buffer.concat([Buffer.from(`${PIECE.length.toString(16)}\r\n`), PIECE, Buffer.from('\r\n')]);

interface Heard {
  readonly answer: string;
  /** Bytes that were written until the connection was closed. */
  readonly sent: number;
}

/** A client that goes on writing, whatever it hears, until the other side closes or everything is written. */
function writing(url: string, head: string, { piece, size }: { readonly piece: Buffer; readonly size: number }) {
  const heard = Promise.withResolvers<Heard>();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  let sent = 0;
  const write = (): void => {
    if (socket.destroyed || !socket.writable || sent >= size) {
      return;
    }
    sent += piece.length;
    if (socket.write(piece)) {
      setImmediate(write);
    } else {
      socket.once('drain', write);
    }
  };
  socket.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => heard.resolve({ answer, sent }));
  socket.on('connect', () => {
    socket.write(head);
    write();
  });
  return heard.promise;
}

const post = (path: string, ...headers: readonly string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...headers, '', ''].join('\r\n');
const WITH_LENGTH = ['Connection: close', `Content-Length: ${LARGE}`];
const WITHOUT_END = ['Connection: close', 'Transfer-Encoding: chunked'];

test.each([
  ['of a stranger', '401', post('/api/analyze', ...WITH_LENGTH), PIECE],
  ['that is too large', '413', post('/api/auth/login', ...WITH_LENGTH), PIECE],
  ['that has no end', '413', post('/api/auth/login', ...WITHOUT_END), CHUNK],
  ['of a stranger that has no end', '401', post('/api/analyze', ...WITHOUT_END), CHUNK],
  ['to nowhere', '404', post('/nowhere', ...WITH_LENGTH), PIECE],
  ['in broken chunks', '400', post('/api/auth/login', 'Transfer-Encoding: chunked'), PIECE],
  ['that is a header without an end', '431', 'GET / HTTP/1.1\r\nHost: x\r\nX: ', PIECE],
])('a client that is still writing a body %s reads that it is answered with %s', async (_name, status, head, piece) => {
  await using server = await start(MOCK_CONFIG);

  const { answer } = await writing(server.url, head, { piece, size: LARGE });

  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ status: Number(status) });
});

async function lingeringServer(app: RequestListener, lingerMs: number) {
  const server = createServer(app);
  lingering(server, lingerMs);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address === null || typeof address === 'string' ? 0 : address.port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

test('a connection that is to be kept is not kept for a body without an end', async () => {
  await using server = await lingeringServer((_request, response) => response.end('enough'), 50);
  const head = post('/', 'Transfer-Encoding: chunked');

  const { answer } = await writing(server.url, head, { piece: CHUNK, size: Number.POSITIVE_INFINITY });

  expect(answer).toContain('enough');
});

test('a connection is kept when the rest of a body that nobody reads comes in time', async () => {
  await using server = await lingeringServer((_request, response) => response.end('enough'), 200);
  const body = 'x'.repeat(100_000);
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  let heard = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    heard += text;
  });

  socket.write(`${post('/', `Content-Length: ${body.length}`)}${body}`);
  await expect.poll(() => heard).toContain('enough');
  await new Promise((resolve) => setTimeout(resolve, 400));
  socket.write(post('/', 'Connection: close', 'Content-Length: 0'));

  await expect.poll(() => heard.match(/enough/g)?.length).toBe(2);
  socket.destroy();
});
