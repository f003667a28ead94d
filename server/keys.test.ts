import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { PostgresDatabase } from './adapters/database/postgres-database.ts';
import { AesKeyVault } from './adapters/vault/aes-key-vault.ts';
import type { Database } from './ports/database.ts';
import { PROVIDERS } from './ports/llm-provider.ts';
import { freshDatabase, TEST_DATABASE_URL } from './test-support/fresh-database.ts';
import { REAL_ENV } from './test-support/real-env.ts';
import { aProviderKey, aUser, id } from './test-support/rows.ts';
import { serverProcess } from './test-support/server-process.ts';

const SLOW_MS = 60_000;
const OLD = { version: 'v1', secret: Buffer.alloc(32, 7).toString('base64') };
const NEW = { version: 'v2', secret: Buffer.alloc(32, 8).toString('base64') };
const BOTH = { MASTER_KEYS: `v2:${NEW.secret},v1:${OLD.secret}` };
const USERS = 200;
const OWN_SESSIONS = 'keys-test';
const adminUrl = TEST_DATABASE_URL ?? '';
const title = adminUrl === '' ? 'with Postgres (not run: ULTRA_TEST_DATABASE_URL is not set)' : 'with Postgres';

describe('node server/keys.ts', () => {
  test('exits with 64 and says how it is used', { timeout: SLOW_MS }, async () => {
    await using command = serverProcess({ ...REAL_ENV }, ['keys.ts', 'destroy']);

    const { code, output } = await command.exited;

    expect(code).toBe(64);
    expect(output).toContain('node server/keys.ts rotate');
  });
});

describe.runIf(adminUrl !== '')(`node server/keys.ts ${title}`, () => {
  test('loses nothing when it is killed half-way, and finishes when it is run again', {
    timeout: SLOW_MS,
  }, async () => {
    await using fresh = await freshDatabase(adminUrl);
    await using database = await open(fresh.url);
    await fill(database);
    const env = { ...REAL_ENV, ...BOTH, DATABASE_URL: fresh.url };

    await using killed = serverProcess(env, ['keys.ts', 'rotate']);
    await expect.poll(() => remaining(database), { interval: 1, timeout: SLOW_MS }).toBeLessThan(USERS * 3);
    killed.signal('SIGKILL');
    await killed.exited;
    // What it had asked for last is still done, for a killed client says no goodbye.
    await expect.poll(() => sessionsOfOthers(fresh.url)).toBe(0);
    const halfWay = await remaining(database);
    const afterKill = await opened(database);
    await using again = serverProcess(env, ['keys.ts', 'rotate']);
    const { code, output } = await again.exited;

    expect(halfWay).toBeGreaterThan(0);
    expect(halfWay).toBeLessThan(USERS * 3);
    expect(afterKill).toStrictEqual(await opened(database));
    expect({ code, remaining: await remaining(database) }).toStrictEqual({ code: 0, remaining: 0 });
    expect(output).toContain(`"resealed":${halfWay}`);
    expect(output).not.toContain('key-of-user');
  });

  test('exits with 78 and names the master key that is not in the ring', { timeout: SLOW_MS }, async () => {
    await using fresh = await freshDatabase(adminUrl);
    await using database = await open(fresh.url);
    await fill(database, 1);
    const env = { ...REAL_ENV, MASTER_KEYS: `v2:${NEW.secret}`, DATABASE_URL: fresh.url };
    await using command = serverProcess(env, ['keys.ts', 'rotate']);

    const { code, output } = await command.exited;

    expect(code).toBe(78);
    expect(output).toContain('There is no master key of version v1, but provider keys of users are sealed under it');
    expect(output).not.toContain(NEW.secret);
  });
});

function open(databaseUrl: string): Promise<PostgresDatabase> {
  const logger = { log: () => undefined };
  const url = new URL(databaseUrl);
  url.searchParams.set('application_name', OWN_SESSIONS);
  return PostgresDatabase.connect({
    databaseUrl: url.href,
    poolSize: 3,
    connectTimeoutMs: 20_000,
    statementTimeoutMs: 10_000,
    logger,
  });
}

async function sessionsOfOthers(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: OWN_SESSIONS });
  await client.connect();
  const { rows } = await client.query(
    `SELECT pid FROM pg_stat_activity
      WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> $1`,
    [OWN_SESSIONS],
  );
  await client.end();
  return rows.length;
}

/** Users with a key of every provider, sealed under the old master key. */
async function fill(database: Database, users = USERS): Promise<void> {
  const vault = new AesKeyVault([OLD]);
  await database.transaction(async ({ users: people, providerKeys }) => {
    for (let number = 1; number <= users; number += 1) {
      const userId = id(number);
      await people.insert(aUser({ id: userId, email: `user-${number}@example.org` }));
      for (const provider of PROVIDERS) {
        const sealed = vault.seal(`key-of-user-${number}-for-${provider}`, { userId, provider });
        await providerKeys.put(aProviderKey({ userId, provider, ...sealed }));
      }
    }
  });
}

async function remaining(database: Database): Promise<number> {
  return (await database.providerKeys.notSealedUnder('v2', USERS * 3)).length;
}

/** What a server with both master keys reads. */
async function opened(database: Database): Promise<readonly string[]> {
  const vault = new AesKeyVault([NEW, OLD]);
  const users = Array.from({ length: USERS }, (_, index) => id(index + 1));
  const keys = await Promise.all(users.map((userId) => database.providerKeys.listOf(userId)));
  return keys.flat().map((key) => vault.open(key, key));
}
