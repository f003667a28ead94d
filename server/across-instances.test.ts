import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseConfig } from './config.ts';
import { type RunningServer, start } from './start.ts';
import { freshDatabase, TEST_DATABASE_URL } from './test-support/fresh-database.ts';
import { REAL_ENV } from './test-support/real-env.ts';

const adminUrl = TEST_DATABASE_URL ?? '';
const title = adminUrl === '' ? '(not run: ULTRA_TEST_DATABASE_URL is not set)' : 'with one Postgres behind them';
const CREDENTIALS = { email: 'ada@example.org', password: 'correct horse battery' };
const ANALYSIS = '/api/analyses/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11';

describe.runIf(adminUrl !== '')(`two instances ${title}`, () => {
  test('hold a logout of the other', async () => {
    await using pair = await twoInstances();
    const { accessToken } = await signUp(pair.first);
    const before = await send(pair.second, 'GET', '/api/users/me', { token: accessToken });

    await send(pair.first, 'POST', '/api/auth/logout', { token: accessToken });
    const after = await send(pair.second, 'GET', '/api/users/me', { token: accessToken });

    expect([before, after]).toMatchObject([{ status: 200 }, { status: 401, body: { code: 'token_revoked' } }]);
  });

  test('hold a change of the password of the other', async () => {
    await using pair = await twoInstances();
    const { accessToken } = await signUp(pair.first);
    const json = { currentPassword: CREDENTIALS.password, newPassword: 'another long password' };

    const change = await send(pair.first, 'POST', '/api/users/me/change-password', { token: accessToken, json });
    const me = await send(pair.second, 'GET', '/api/users/me', { token: accessToken });

    expect([change, me]).toMatchObject([{ status: 204 }, { status: 401, body: { code: 'token_revoked' } }]);
  });

  test('hold a revocation of a service key of the other', async () => {
    await using pair = await twoInstances();
    const { accessToken } = await signUp(pair.first);
    const json = { name: 'build', scopes: ['read'] };
    const created = await send(pair.first, 'POST', '/api/users/me/api-keys', { token: accessToken, json });
    const { id, key } = z.object({ id: z.string(), key: z.string() }).parse(created.body);
    const before = await send(pair.second, 'GET', ANALYSIS, { token: key });

    await send(pair.first, 'DELETE', `/api/users/me/api-keys/${id}`, { token: accessToken });
    const after = await send(pair.second, 'GET', ANALYSIS, { token: key });

    expect([before, after]).toMatchObject([{ status: 404 }, { status: 401, body: { code: 'api_key_revoked' } }]);
  });

  test('count the requests of a user together', async () => {
    await using pair = await twoInstances({ RATE_LIMIT_REQUESTS: '6' });
    const { accessToken } = await signUp(pair.first);
    const both = Array.from({ length: 5 }, () => [pair.first, pair.second]).flat();

    const answers = await Promise.all(both.map((one) => send(one, 'GET', '/api/users/me', { token: accessToken })));

    expect(answers.map(({ status }) => status).toSorted()).toStrictEqual([
      ...Array(6).fill(200),
      ...Array(4).fill(429),
    ]);
  });

  test('count the attempts at a password together', async () => {
    await using pair = await twoInstances({ RATE_LIMIT_PASSWORDS: '2' });
    await signUp(pair.first);
    const wrong = { ...CREDENTIALS, password: 'not the password' };

    const first = await send(pair.first, 'POST', '/api/auth/login', { json: wrong });
    const second = await send(pair.second, 'POST', '/api/auth/login', { json: wrong });
    const third = await send(pair.first, 'POST', '/api/auth/login', { json: CREDENTIALS });

    expect([first, second, third]).toMatchObject([
      { status: 401 },
      { status: 401 },
      { status: 429, body: { code: 'rate_limited' } },
    ]);
  });

  test('take the tokens of each other while the key ring is rotated, and log nobody out', async () => {
    const oldKey = REAL_ENV.JWT_KEYS;
    const newKey = '2027:another-secret-of-this-test-0123456789';
    await using pair = await twoInstances({ JWT_KEYS: `${oldKey},${newKey}` }, { JWT_KEYS: `${newKey},${oldKey}` });
    const { accessToken, refreshToken } = await signUp(pair.first);

    const onTheNew = await send(pair.second, 'GET', '/api/users/me', { token: accessToken });
    const refreshed = await send(pair.second, 'POST', '/api/auth/refresh', { json: { refreshToken } });
    const token = z.object({ accessToken: z.string() }).parse(refreshed.body).accessToken;
    const onTheOld = await send(pair.first, 'GET', '/api/users/me', { token });

    expect([onTheNew.status, refreshed.status, onTheOld.status]).toStrictEqual([200, 200, 200]);
    expect([kidOf(accessToken), kidOf(token)]).toStrictEqual(['2026', '2027']);
  });
});

type Env = Readonly<Record<string, string>>;

async function twoInstances(env: Env = {}, envOfSecond: Env = {}) {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await freshDatabase(adminUrl));
  const shared = { ...REAL_ENV, LOG_LEVEL: 'silent', DATABASE_URL: database.url, ...env };
  const configs = [parseConfig(shared), parseConfig({ ...shared, ...envOfSecond })] as const;
  // At once, so that they migrate an empty database at the same time.
  const [first, second] = await Promise.all(configs.map((config) => start({ ...config, passwordCost: 4 })));
  if (first === undefined || second === undefined) {
    throw new TypeError('Two were started');
  }
  opened.use(first);
  opened.use(second);
  const owned = opened.move();
  return { first, second, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function send(
  { url }: RunningServer,
  method: string,
  path: string,
  { token, json }: { readonly token?: string; readonly json?: unknown },
) {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

async function signUp(server: RunningServer) {
  const { body } = await send(server, 'POST', '/api/auth/register', { json: CREDENTIALS });
  return z.object({ accessToken: z.string(), refreshToken: z.string() }).parse(body);
}

function kidOf(token: string): unknown {
  const header = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8');
  return z.object({ kid: z.string() }).parse(JSON.parse(header)).kid;
}
