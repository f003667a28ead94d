import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { freshDatabase, TEST_DATABASE_URL } from './test-support/fresh-database.ts';
import { REAL_ENV } from './test-support/real-env.ts';
import { serverProcess } from './test-support/server-process.ts';

const SLOW_MS = 30_000;
const adminUrl = TEST_DATABASE_URL ?? '';

describe('node server/main.ts', () => {
  test('exits with 78 and names every missing secret', { timeout: SLOW_MS }, async () => {
    await using server = serverProcess({ ULTRA_MODE: 'real' });

    const { code, output } = await server.exited;

    expect(code).toBe(78);
    for (const variable of ['DATABASE_URL', 'JWT_KEYS', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'GOOGLE_API_KEY']) {
      expect(output).toContain(`${variable}: `);
    }
  });

  test('exits with 78 without a mode', { timeout: SLOW_MS }, async () => {
    await using server = serverProcess({});

    const { code, output } = await server.exited;

    expect(code).toBe(78);
    expect(output).toContain('ULTRA_MODE: is required: mock or real');
  });

  test('serves in mock mode, and exits with 0 on SIGTERM', { timeout: SLOW_MS }, async () => {
    await using server = serverProcess({ ULTRA_MODE: 'mock', PORT: '0' });

    const response = await fetch(`${await server.url}/api/health`);
    const health = await response.json();
    server.signal('SIGTERM');

    expect(response.status).toBe(200);
    expect(health).toMatchObject({ status: 'ok', mode: 'mock' });
    await expect(server.exited).resolves.toMatchObject({ code: 0 });
  });

  test('exits with 69 where no database answers, and does not fall back to memory', { timeout: SLOW_MS }, async () => {
    await using server = serverProcess({
      ...REAL_ENV,
      DATABASE_URL: 'postgres://ultrauser:pa55-of-test@127.0.0.1:1/ultra',
    });

    const { code, output } = await server.exited;

    expect(code).toBe(69);
    expect(output).toContain('DATABASE_UNREACHABLE');
    expect(output).toContain('host 127.0.0.1, port 1, user ultrauser, database ultra');
    expect(output).not.toContain('pa55-of-test');
    expect(output).not.toContain('listening');
  });

  test('exits with 69 when its port is taken', { timeout: SLOW_MS }, async () => {
    await using first = serverProcess({ ULTRA_MODE: 'mock', PORT: '0' });
    const { port } = new URL(await first.url);
    await using second = serverProcess({ ULTRA_MODE: 'mock', PORT: port });

    const { code, output } = await second.exited;

    expect(code).toBe(69);
    expect(output).toContain('LISTEN_FAILED');
  });
});

const title = adminUrl === '' ? 'with Postgres (not run: ULTRA_TEST_DATABASE_URL is not set)' : 'with Postgres';

describe.runIf(adminUrl !== '')(`node server/main.ts ${title}`, () => {
  test('exits with 78 and 28P01 on a wrong password, which it does not print', { timeout: SLOW_MS }, async () => {
    const url = Object.assign(new URL(adminUrl), { password: 'pa55-of-test' });
    await using server = serverProcess({ ...REAL_ENV, DATABASE_URL: url.href });

    const { code, output } = await server.exited;

    expect(code).toBe(78);
    expect(output).toContain('DATABASE_AUTHENTICATION_FAILED');
    expect(output).toContain('SQLSTATE 28P01');
    expect(output).toContain(`host ${url.hostname}, port ${url.port}, user ${url.username}`);
    expect(output).not.toContain('pa55-of-test');
  });

  test('exits with 78 and 3D000 when the database is not there', { timeout: SLOW_MS }, async () => {
    const url = Object.assign(new URL(adminUrl), { pathname: '/nowhere' });
    await using server = serverProcess({ ...REAL_ENV, DATABASE_URL: url.href });

    const { code, output } = await server.exited;

    expect(code).toBe(78);
    expect(output).toContain('SQLSTATE 3D000');
    expect(output).not.toContain(new URL(adminUrl).password);
  });

  test('serves, and holds a logout across a restart', { timeout: SLOW_MS }, async () => {
    await using fresh = await freshDatabase(adminUrl);
    const env = { ...REAL_ENV, DATABASE_URL: fresh.url };
    await using first = serverProcess(env);
    const health = await (await fetch(`${await first.url}/api/health?detail=true`)).json();
    const account = await signUp(await first.url);
    await send(`${await first.url}/api/auth/logout`, { token: account.accessToken });
    first.signal('SIGTERM');
    const { code } = await first.exited;
    await using second = serverProcess(env);

    const me = await fetch(`${await second.url}/api/users/me`, bearer(account.accessToken));

    expect(health).toMatchObject({
      mode: 'real',
      services: { database: { status: 'ok', backend: 'postgres', version: expect.stringMatching(/^\d+\.\d+/) } },
      detail: { migrations: 'current' },
    });
    expect(code).toBe(0);
    expect(me.status).toBe(401);
    expect(await me.json()).toMatchObject({ code: 'token_revoked' });
  });
});

async function signUp(url: string): Promise<{ readonly accessToken: string }> {
  const account = { email: 'ada@example.org', password: 'correct horse battery' };
  const response = await send(`${url}/api/auth/register`, { body: account });
  return z.object({ accessToken: z.string() }).parse(await response.json());
}

function send(url: string, request: { readonly body?: unknown; readonly token?: string }): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(request.token === undefined ? {} : bearer(request.token).headers),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
}

function bearer(token: string) {
  return { headers: { authorization: `Bearer ${token}` } };
}
