import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { start } from './start.ts';
import { MOCK_CONFIG } from './test-support/mock-server.ts';

test.each([
  ['no HTTP at all', 'hello\r\n\r\n', 400, 'bad_request'],
  ['a header that is none', 'GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n', 400, 'bad_request'],
  ['no host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad_request'],
  [
    'a length beside chunks',
    'POST /api/auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    400,
    'bad_request',
  ],
  [
    'headers that are too large',
    `GET / HTTP/1.1\r\nHost: a\r\nX-Filling: ${'x'.repeat(20_000)}\r\n\r\n`,
    431,
    'headers_too_large',
  ],
])('answers %s with a problem, and goes on', async (_name, bytes, status, code) => {
  await using server = await start(MOCK_CONFIG);

  const answer = await exchange(server.url, bytes);
  const health = await fetch(`${server.url}/api/health`);

  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(head).toMatch(/^content-type: application\/problem\+json/im);
  expect(JSON.parse(body)).toMatchObject({ type: `urn:ultra:problem:${code}`, status, code });
  expect(health.status).toBe(200);
});

test('takes no notice of an expectation that it does not know', async () => {
  await using server = await start(MOCK_CONFIG);

  const answer = await exchange(
    server.url,
    'GET /nothing HTTP/1.1\r\nHost: a\r\nExpect: a-miracle\r\nConnection: close\r\n\r\n',
  );

  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(answer).toContain('"code":"not_found"');
});

function exchange(url: string, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}
