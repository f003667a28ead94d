import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemClock } from './adapters/clock/system-clock.ts';
import { PinoLogger } from './adapters/log/pino-logger.ts';
import { type Config, parseConfig } from './config.ts';
import { type RunningServer, start } from './start.ts';
import { freshDatabase, TEST_DATABASE_URL } from './test-support/fresh-database.ts';
import { MOCK_CONFIG } from './test-support/mock-server.ts';
import { REAL_ENV } from './test-support/real-env.ts';

const adminUrl = TEST_DATABASE_URL ?? '';
const title = adminUrl === '' ? 'real mode (not run: ULTRA_TEST_DATABASE_URL is not set)' : 'real mode';
const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'another long password';
const PROVIDER_KEY = 'sk-live-0123456789abcdefghijklmnop';
const METRICS_TOKEN = 'a-token-for-prometheus';
const ENV = { METRICS_TOKEN, JWT_KEYS: REAL_ENV.JWT_KEYS, MASTER_KEYS: REAL_ENV.MASTER_KEYS };

describe('no secret is in any sink', () => {
  test('of mock mode', async () => {
    const config = parseConfig({ ...ENV, ULTRA_MODE: 'mock', PORT: '0', LOG_LEVEL: 'debug' });
    const lines: string[] = [];
    await using server = await startLogging({ ...MOCK_CONFIG, ...config }, lines);

    const { secrets, answers } = await exerciseEveryKeyRoute(server.url);
    const dump = JSON.stringify(await mockDump(server));

    expectNone(secrets, { answers, log: lines.join(''), dump });
  });

  test.runIf(adminUrl !== '')(`of ${title}`, async () => {
    await using fresh = await freshDatabase(adminUrl);
    const config = parseConfig({ ...REAL_ENV, ...ENV, DATABASE_URL: fresh.url, LOG_LEVEL: 'debug' });
    const lines: string[] = [];
    await using server = await startLogging({ ...config, passwordCost: 4 }, lines);

    const { secrets, answers } = await exerciseEveryKeyRoute(server.url);
    const dump = await postgresDump(fresh.url);

    const own = [REAL_ENV.OPENAI_API_KEY, REAL_ENV.GOOGLE_API_KEY, new URL(adminUrl).password].filter(Boolean);
    expectNone([...secrets, ...own], { answers, log: lines.join(''), dump });
  });
});

function startLogging(config: Config, lines: string[]): Promise<RunningServer> {
  const logger = new PinoLogger({
    level: 'debug',
    clock: systemClock,
    destination: { write: (line) => lines.push(line) },
  });
  return start(config, { logger });
}

/** Every route that takes or gives a secret, in success and in failure; gives the secrets and all that was answered. */
async function exerciseEveryKeyRoute(url: string) {
  const answers: string[] = [];
  const send = async (
    method: string,
    path: string,
    request: { readonly token?: string; readonly json?: unknown } = {},
  ) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      },
      ...(request.json === undefined ? {} : { body: JSON.stringify(request.json) }),
    });
    const text = await response.text();
    return { text: `${JSON.stringify([...response.headers])}${text}`, body: text };
  };
  const tell = async (...call: Parameters<typeof send>): Promise<void> => {
    answers.push((await send(...call)).text);
  };
  const account = { email: 'ada@example.org', password: PASSWORD };
  const tokens = z.object({ accessToken: z.string(), refreshToken: z.string() });
  const { accessToken: token, refreshToken } = tokens.parse(
    JSON.parse((await send('POST', '/api/auth/register', { json: account })).body),
  );
  const created = await send('POST', '/api/users/me/api-keys', { token, json: { name: 'a', scopes: ['read'] } });
  const { id, key } = z.object({ id: z.string(), key: z.string() }).parse(JSON.parse(created.body));

  await tell('POST', '/api/auth/register', { json: account });
  await tell('POST', '/api/auth/register', { json: { ...account, extra: PASSWORD } });
  await tell('POST', '/api/auth/login', { json: { ...account, password: NEW_PASSWORD } });
  await tell('POST', '/api/auth/refresh', { json: { refreshToken: `${refreshToken}x` } });
  await tell('POST', `/api/auth/login?password=${encodeURIComponent(PASSWORD)}`, { json: PASSWORD });
  await tell('GET', '/api/users/me/api-keys', { token });
  for (const apiKey of [PROVIDER_KEY, `${PROVIDER_KEY} `, { nested: PROVIDER_KEY }]) {
    await tell('PUT', '/api/users/me/provider-keys/openai', { token, json: { apiKey } });
  }
  await tell('PUT', `/api/users/me/provider-keys/${PROVIDER_KEY}`, { token, json: { apiKey: PROVIDER_KEY } });
  await tell('GET', '/api/users/me/provider-keys/openai', { token });
  await tell('GET', `/api/analyses/${id}`, { token: key });
  await tell('GET', `/api/users/me?token=${key}`, { token: key });
  await tell('GET', '/api/health?detail=true');
  await tell('GET', '/api/health/ready');
  await tell('GET', '/metrics', { token: METRICS_TOKEN });
  await tell('GET', '/metrics', { token: key });
  await tell('DELETE', `/api/users/me/api-keys/${id}`, { token });
  await tell('GET', `/api/analyses/${id}`, { token: key });
  const json = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  await tell('POST', '/api/users/me/change-password', { token, json });
  await tell('GET', '/api/users/me', { token });

  const configured = [METRICS_TOKEN, ...[ENV.JWT_KEYS, ENV.MASTER_KEYS].map((ring) => ring.split(':')[1] ?? '')];
  return {
    secrets: [PASSWORD, NEW_PASSWORD, PROVIDER_KEY, token, refreshToken, key, ...configured],
    answers: answers.join('\n'),
  };
}

function expectNone(secrets: readonly string[], sinks: Readonly<Record<string, string>>): void {
  const found = Object.entries(sinks).flatMap(([sink, text]) =>
    secrets.flatMap((secret, index) => (text.includes(secret) ? [`secret ${index} in ${sink}`] : [])),
  );

  expect(found).toStrictEqual([]);
  expect(Object.values(sinks).every((text) => text.length > 100)).toBe(true);
}

function mockDump(server: RunningServer): unknown {
  return 'doubles' in server.ports
    ? z.object({ database: z.custom<{ dump(): unknown }>() }).parse(server.ports.doubles).database.dump()
    : null;
}

async function postgresDump(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ tablename: string }>(
      "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    );
    const tables = [];
    for (const { tablename } of rows) {
      tables.push((await client.query(`SELECT * FROM ${tablename}`)).rows);
    }
    return JSON.stringify(tables);
  } finally {
    await client.end();
  }
}
