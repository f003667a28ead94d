import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ManualClock } from './adapters/clock/manual-clock.ts';
import { MemoryDatabase } from './adapters/database/memory-database.ts';
import { start } from './start.ts';
import { MOCK_CONFIG } from './test-support/mock-server.ts';
import { aProviderKey, aUser } from './test-support/rows.ts';

const LOCATION = { host: 'db.test', port: 5432, user: 'ultrauser', name: 'ultra' };

describe('start', () => {
  test('listens until it is disposed of', async () => {
    const server = await start(MOCK_CONFIG);

    const response = await fetch(`${server.url}/api/health`);
    await server[Symbol.asyncDispose]();

    expect(response.status).toBe(200);
    await expect(fetch(`${server.url}/api/health`)).rejects.toThrow('fetch failed');
  });

  test('uses a port that it is given', async () => {
    const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
    await using server = await start(MOCK_CONFIG, { clock });
    clock.advance(65_000);

    const health = await (await fetch(`${server.url}/api/health`)).json();

    expect(health).toMatchObject({ uptimeSeconds: 65 });
  });

  test.each([
    ['authentication', { code: 'DATABASE_AUTHENTICATION_FAILED', exitCode: 78, sqlState: 'SQLSTATE 28P01' }],
    ['missing-database', { code: 'DATABASE_MISSING', exitCode: 78, sqlState: 'SQLSTATE 3D000' }],
    ['unreachable', { code: 'DATABASE_UNREACHABLE', exitCode: 69, sqlState: 'SQLSTATE none' }],
  ] as const)('fails to boot on %s as it would with Postgres', async (fault, { code, exitCode, sqlState }) => {
    const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
    const config = { ...MOCK_CONFIG, database: { ...LOCATION, fault } };

    const boot = start(config, { clock });

    await expect(boot).rejects.toMatchObject({ name: 'BootError', code, exitCode });
    await expect(boot).rejects.toThrow(`(${sqlState}, host db.test, port 5432, user ultrauser, database ultra)`);
    expect(clock.slept).toHaveLength(fault === 'unreachable' ? MOCK_CONFIG.databaseConnectAttempts - 1 : 0);
  });

  test('aborts the calls to providers when the client goes away', async () => {
    const config = { ...MOCK_CONFIG, llmAttempts: 1, llmFaults: { openai: { kind: 'timeout' } } } as const;
    await using server = await start(config);
    const { openai } = server.ports.doubles.providers;
    const client = new AbortController();
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await signUp(server.url)}` };

    const body = JSON.stringify({ query: 'Why?' });
    const call = fetch(`${server.url}/api/analyze`, { method: 'POST', headers, body, signal: client.signal });
    await expect.poll(() => openai.calls.length).toBe(1);
    client.abort();

    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => openai.calls[0]?.outcome).toStrictEqual({ status: 'broken', reason: 'aborted' });
  });

  test('lets a request that is under way finish before it stops', async () => {
    const config = {
      ...MOCK_CONFIG,
      llmAttempts: 1,
      llmTimeoutMs: 200,
      llmFaults: { openai: { kind: 'timeout' } },
    } as const;
    const server = await start(config);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await signUp(server.url)}` };
    const body = JSON.stringify({ query: 'Why?' });

    const call = fetch(`${server.url}/api/analyze`, { method: 'POST', headers, body });
    await expect.poll(() => server.ports.doubles.providers.openai.calls.length).toBe(1);
    await server[Symbol.asyncDispose]();
    const response = await call;

    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ status: 'degraded' });
  });

  test('says that it is not ready while a request is under way after it was told to stop', async () => {
    const fault = { llmAttempts: 1, llmTimeoutMs: 3_000, llmFaults: { openai: { kind: 'timeout' } } } as const;
    const server = await start({ ...MOCK_CONFIG, ...fault });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await signUp(server.url)}` };
    const body = JSON.stringify({ query: 'Why?' });

    const before = await fetch(`${server.url}/api/health/ready`);
    const call = fetch(`${server.url}/api/analyze`, { method: 'POST', headers, body });
    await expect.poll(() => server.ports.doubles.providers.openai.calls.length).toBe(1);
    const stopped = server[Symbol.asyncDispose]();
    const during = await fetch(`${server.url}/api/health/ready`);
    const response = await call;
    await stopped;

    expect([before.status, during.status, response.status]).toStrictEqual([200, 503, 200]);
    expect(await during.json()).toMatchObject({ status: 'not_ready', checks: { process: 'stopping' } });
    await expect(fetch(`${server.url}/api/health/ready`)).rejects.toThrow('fetch failed');
  });

  test('cuts off a request that takes longer than the time to drain', async () => {
    const fault = { llmAttempts: 1, llmTimeoutMs: 60_000, llmFaults: { openai: { kind: 'timeout' } } } as const;
    const server = await start({ ...MOCK_CONFIG, ...fault, drainTimeoutMs: 50 });
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await signUp(server.url)}` };
    const body = JSON.stringify({ query: 'Why?' });

    const call = fetch(`${server.url}/api/analyze`, { method: 'POST', headers, body });
    await expect.poll(() => server.ports.doubles.providers.openai.calls.length).toBe(1);
    await Promise.all([expect(call).rejects.toThrow('fetch failed'), server[Symbol.asyncDispose]()]);

    await expect(fetch(`${server.url}/api/health/ready`)).rejects.toThrow('fetch failed');
  });

  test('refuses headers that are too long with 431', async () => {
    await using server = await start(MOCK_CONFIG);

    const response = await fetch(`${server.url}/api/health`, { headers: { 'x-long': 'a'.repeat(20_000) } });

    expect(response.status).toBe(431);
  });
});

async function signUp(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.org', password: 'correct horse battery' }),
  });
  return z.object({ accessToken: z.string() }).parse(await response.json()).accessToken;
}

test('says at the start which master keys are missing', async () => {
  await using database = new MemoryDatabase();
  await database.users.insert(aUser());
  await database.providerKeys.put(aProviderKey({ keyVersion: 'v0' }));
  const logged: unknown[] = [];
  const logger = { log: (...entry: unknown[]) => logged.push(entry) };

  await using _server = await start(MOCK_CONFIG, { database, logger });

  expect(logged).toContainEqual(['warn', 'master_keys_lost', { versions: 'v0' }]);
});
