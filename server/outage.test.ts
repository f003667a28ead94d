import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import { type RunningServer, start } from './start.ts';
import { type DatabaseProxy, databaseProxy } from './test-support/database-proxy.ts';
import { freshDatabase, TEST_DATABASE_URL } from './test-support/fresh-database.ts';

interface Scene extends AsyncDisposable {
  readonly server: RunningServer;
  readonly proxy: DatabaseProxy;
  /** Past the proxy. */
  readonly databaseUrl: string;
}

/** A server in real mode whose database can be taken away. */
async function scene(): Promise<Scene> {
  await using opened = new AsyncDisposableStack();
  const database = opened.use(await freshDatabase(TEST_DATABASE_URL ?? ''));
  const proxy = opened.use(await databaseProxy(database.url));
  const config = parseConfig({
    ULTRA_MODE: 'real',
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATABASE_URL: proxy.url,
    DATABASE_POOL_SIZE: '4',
    DATABASE_CONNECT_TIMEOUT_MS: '2000',
    RATE_LIMIT_REQUESTS: '1000000',
    RATE_LIMIT_SIGN_INS: '1000000',
    RATE_LIMIT_PASSWORDS: '1000000',
    JWT_KEYS: 'k1:a-secret-of-this-test-and-of-nothing-else',
    MASTER_KEYS: `v1:${Buffer.alloc(32, 1).toString('base64')}`,
    OPENAI_API_KEY: 'no-call-is-made',
    ANTHROPIC_API_KEY: 'no-call-is-made',
    GOOGLE_API_KEY: 'no-call-is-made',
  });
  const server = opened.use(await start({ ...config, passwordCost: 4 }));
  const owned = opened.move();
  return { server, proxy, databaseUrl: database.url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function register({ url }: RunningServer, name: string): Promise<Response> {
  return await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${name}@example.test`, password: 'a long enough password' }),
  });
}

async function storedEmails(databaseUrl: string): Promise<ReadonlySet<string>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ email: string }>('SELECT email FROM users');
    return new Set(rows.map(({ email }) => email));
  } finally {
    await client.end();
  }
}

const reason = TEST_DATABASE_URL === undefined ? ' (not run: ULTRA_TEST_DATABASE_URL is not set)' : '';

describe.skipIf(TEST_DATABASE_URL === undefined)(`a database that goes away${reason}`, () => {
  test('is a 503 that says so, and the server serves again as soon as it is back', async () => {
    await using at = await scene();
    await register(at.server, 'before');

    await at.proxy.outage();
    const during = await register(at.server, 'during');
    const ready = await fetch(`${at.server.url}/api/health/ready`);
    const alive = await fetch(`${at.server.url}/api/health`);
    await at.proxy.restore();
    const after = await register(at.server, 'after');

    expect(during.status).toBe(503);
    expect(during.headers.get('retry-after')).not.toBeNull();
    expect(await during.json()).toMatchObject({ code: 'database_unavailable' });
    expect(ready.status).toBe(503);
    expect(alive.status).toBe(200);
    expect(await alive.json()).toMatchObject({ status: 'degraded', services: { database: { status: 'unreachable' } } });
    expect(after.status).toBe(201);
  });

  test('loses no account that was acknowledged, however often it goes', async () => {
    await using at = await scene();
    const statuses = new Map<string, number>();
    let isOver = false;
    const work = async (worker: number) => {
      for (let count = 0; !isOver; count += 1) {
        const name = `w${worker}-${count}`;
        statuses.set(name, (await register(at.server, name)).status);
      }
    };

    const workers = [1, 2, 3, 4].map(work);
    for (let outage = 0; outage < 5; outage += 1) {
      await new Promise((resolve) => setTimeout(resolve, 120));
      await at.proxy.outage();
      await new Promise((resolve) => setTimeout(resolve, 40));
      await at.proxy.restore();
    }
    await new Promise((resolve) => setTimeout(resolve, 120));
    isOver = true;
    await Promise.all(workers);
    const stored = await storedEmails(at.databaseUrl);

    const acknowledged = [...statuses].filter(([, status]) => status === 201).map(([name]) => `${name}@example.test`);
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(acknowledged.filter((email) => !stored.has(email))).toEqual([]);
    expect([...new Set(statuses.values())].toSorted()).toEqual([201, 503]);
  });

  test('is waited for in vain when it takes no more connections: a 503, and no crash', async () => {
    await using at = await scene();
    const admin = new pg.Client({ connectionString: TEST_DATABASE_URL });
    await admin.connect();
    const name = new URL(at.databaseUrl).pathname.slice(1);
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
    await at.proxy.outage();
    await at.proxy.restore();

    const refused = await register(at.server, 'refused');
    await admin.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
    await admin.end();
    const served = await register(at.server, 'served');

    expect(refused.status).toBe(503);
    expect(served.status).toBe(201);
  });

  test('is a 503 when it answers too slowly', { timeout: 60_000 }, async () => {
    await using at = await scene();
    const blocker = new pg.Client({ connectionString: at.databaseUrl });
    await blocker.connect();
    await blocker.query('BEGIN');
    await blocker.query('LOCK TABLE users IN ACCESS EXCLUSIVE MODE');

    const slow = await register(at.server, 'slow');
    await blocker.query('ROLLBACK');
    await blocker.end();
    const served = await register(at.server, 'served');

    expect(slow.status).toBe(503);
    expect(served.status).toBe(201);
  });
});
