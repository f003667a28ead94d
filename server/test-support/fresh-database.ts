import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Where tests find a Postgres that they may create databases in. */
export const TEST_DATABASE_URL = process.env['ULTRA_TEST_DATABASE_URL'];

/** An empty database of its own. Disposing drops it, whoever is still connected. */
export async function freshDatabase(adminUrl: string): Promise<AsyncDisposable & { readonly url: string }> {
  const name = `ultra_test_${randomUUID().replaceAll('-', '')}`;
  await runOnce(adminUrl, `CREATE DATABASE ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => runOnce(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function runOnce(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
