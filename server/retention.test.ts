import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { migrate } from './adapters/database/migrate.ts';
import { freshDatabase, TEST_DATABASE_URL } from './test-support/fresh-database.ts';
import { REAL_ENV } from './test-support/real-env.ts';

const SCRIPT = fileURLToPath(new URL('retention.ts', import.meta.url));

function retention(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  return { status, stderr };
}

test.each([[[]], [['soon']], [['0']], [['-1']], [['40000']], [['30', 'days']]])(
  'explains itself when told %j',
  (words) => {
    const { status, stderr } = retention(words);

    expect(status).toBe(64);
    expect(stderr).toContain('node server/retention.ts DAYS');
  },
);

test('lists what is wrong with the configuration', () => {
  const { status, stderr } = retention(['30'], { ULTRA_MODE: 'real' });

  expect(status).toBe(78);
  expect(stderr).toContain('DATABASE_URL');
});

const reason = TEST_DATABASE_URL === undefined ? ' (not run: ULTRA_TEST_DATABASE_URL is not set)' : '';

describe.skipIf(TEST_DATABASE_URL === undefined)(`on a real database${reason}`, () => {
  test('deletes what is older than that many days, and nothing else', async () => {
    await using database = await freshDatabase(TEST_DATABASE_URL ?? '');
    await migrate(database.url);
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const user = '00000000-0000-4000-8000-000000000001';
    await client.query(
      `INSERT INTO users (id, email, password_hash, created_at) VALUES ($1, 'ada@example.test', 'x', now())`,
      [user],
    );
    await client.query(
      `INSERT INTO analyses (id, user_id, query, status, models, input_tokens, output_tokens, cost_usd, created_at, completed_at)
       SELECT gen_random_uuid(), $1, name, 'completed', '[]', 1, 1, 0, at, at
         FROM (VALUES ('old', now() - interval '31 days'), ('recent', now() - interval '29 days')) AS made (name, at)`,
      [user],
    );

    const { status } = retention(['30'], { ...REAL_ENV, DATABASE_URL: database.url });
    const { rows } = await client.query('SELECT query FROM analyses');
    await client.end();

    expect(status).toBe(0);
    expect(rows).toEqual([{ query: 'recent' }]);
  });
});
