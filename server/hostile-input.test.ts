import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomIds } from './adapters/ids/random-ids.ts';
import { ROUTES } from './http/routes.ts';
import { unreadableRequest } from './http/unreadable-request.ts';
import { type Listening, listen } from './listen.ts';
import { TEST_DATABASE_URL } from './test-support/fresh-database.ts';
import { mockApp, type TestApp } from './test-support/mock-server.ts';
import { realApp } from './test-support/real-server.ts';
import { signUp } from './test-support/requests.ts';

/** HOSTILE_REQUESTS=20000 for a longer run. */
const REQUESTS = Number(process.env['HOSTILE_REQUESTS'] ?? 2_000);
const ANSWER_WITHIN_MS = 10_000;
const NOTHING_LIMITED = { requestLimit: 0, signInLimit: 0, passwordLimit: 0 };

/** Members that the schemas know, with values that they know and others. */
const member = fc.oneof(
  fc.constantFrom('query', 'models', 'email', 'password', 'name', 'refreshToken', 'scopes', 'apiKey', '__proto__'),
  fc.string(),
);
const value = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('Why?', 'ada@example.org', 'a long enough password', 'x'.repeat(9_000), '\0', '\ud800', 'read'),
  fc.constant(['gpt-4o', 'gpt-4o-mini']),
);
const body = fc.oneof(
  fc.dictionary(member, value, { maxKeys: 4 }).map((object) => JSON.stringify(object)),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '{', 'null', '[]', '"text"', '\ufeff{}', '{"__proto__":{"admin":true}}', '['.repeat(20_000)),
  fc.constantFrom('{"query":"a","query":"b"}', '1e999', '{"query":1e999}', `{"query":"${'x'.repeat(70_000)}"}`),
);
const contentType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-16',
  'application/json; charset=nonsense',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/problem+json',
);
const visible = fc.stringMatching(/^[\x21-\x7e]{0,60}$/);
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...ROUTES.map((route) => route.path)) },
  fc.webPath(),
  fc.constantFrom('/api/analyses/%00', '/api/analyses/%ff', '/api//analyze', '/api/../etc/passwd', '/%zz', '/*'),
);
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc.constantFrom(
    '?limit=1',
    '?limit[]=1',
    '?limit[a]=1',
    '?limit=-1',
    '?cursor=e30',
    '?detail=true&detail=false',
    '?%zz',
  ),
);
const hostile = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'),
  path: fc.tuple(path, visible).map(([pattern, text]) => pattern.replace(/:\w+/, encodeURIComponent(text) || 'x')),
  query,
  body,
  contentType,
  encoding: fc.constantFrom(undefined, undefined, undefined, 'gzip', 'br', 'nonsense'),
  token: fc.oneof(
    fc.constantFrom('good', 'none'),
    visible,
    fc.constantFrom('a.b.c', 'e30.e30.', `${'x'.repeat(8_000)}`),
  ),
  headers: fc.dictionary(
    fc.constantFrom('x-request-id', 'idempotency-key', 'last-event-id', 'x-api-key', 'accept', 'x-forwarded-for'),
    visible,
    { maxKeys: 3 },
  ),
});

type Hostile = typeof hostile extends fc.Arbitrary<infer T> ? T : never;

/** What a client learns from an answer: its status and, of a problem, the code. */
async function ask(
  url: string,
  token: string,
  sent: Hostile,
): Promise<{ readonly status: number; readonly text: string }> {
  const authorization = `Bearer ${sent.token === 'good' ? token : sent.token}`;
  const hasBody = sent.method !== 'GET' && sent.method !== 'HEAD';
  const response = await fetch(`${url}${sent.path}${sent.query}`, {
    method: sent.method,
    headers: {
      ...sent.headers,
      ...(sent.token === 'none' ? {} : { authorization }),
      ...(hasBody ? { 'content-type': sent.contentType } : {}),
      ...(hasBody && sent.encoding !== undefined ? { 'content-encoding': sent.encoding } : {}),
    },
    ...(hasBody ? { body: sent.body } : {}),
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  return { status: response.status, text: await response.text() };
}

async function listeningWithAccount(server: TestApp, opened: AsyncDisposableStack) {
  opened.use(server);
  const { accessToken } = await signUp(server);
  const { url } = opened.use(await listening(server.app));
  return (sent: Hostile) => ask(url, accessToken, sent);
}

const modes =
  TEST_DATABASE_URL === undefined
    ? 'mock mode (real mode was not run: ULTRA_TEST_DATABASE_URL is not set)'
    : 'both modes, alike';

test(
  `answers whatever it is sent in time, and never with a 500, in ${modes}`,
  async () => {
    await using opened = new AsyncDisposableStack();
    const askMock = await listeningWithAccount(await mockApp(NOTHING_LIMITED), opened);
    const askReal =
      TEST_DATABASE_URL === undefined
        ? null
        : await listeningWithAccount(await realApp(TEST_DATABASE_URL, NOTHING_LIMITED), opened);

    const property = fc.asyncProperty(hostile, async (sent) => {
      const mock = await askMock(sent);
      const real = await askReal?.(sent);

      expect(mock.status).not.toBe(500);
      expect(mock.text).not.toMatch(/\bat .+\.ts:\d+/);
      expect(real?.status ?? mock.status).toBe(mock.status);
    });
    await fc.assert(property, { numRuns: REQUESTS, endOnFailure: true });
  },
  60_000 + REQUESTS * 40,
);

test.each([
  ['no request line', 'nonsense\r\n\r\n'],
  ['a header without an end', `GET /api/health HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['two lengths', 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}'],
  [
    'a length and chunks',
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
])('refuses %s at once and serves the next client', async (_name, bytes) => {
  await using server = await mockApp(NOTHING_LIMITED);
  await using open = await listening(server.app);

  const answer = await rawAnswer(Number(new URL(open.url).port), bytes);
  const next = await fetch(`${open.url}/api/health`);

  expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
  expect(next.status).toBe(200);
});

/** As in production: how long a connection may rest is for the server to say. */
function listening(app: RequestListener): Promise<Listening> {
  return listen(app, { host: '127.0.0.1', port: 0, drainTimeoutMs: 0, unreadable: unreadableRequest(randomIds) });
}

function rawAnswer(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const chunks: string[] = [];
    socket.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    socket.on('close', () => resolve(chunks.join('')));
    socket.on('error', reject);
  });
}
