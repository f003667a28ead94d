import { Client } from 'pg';
import { connectionUrl, findEngine } from 'ultra-parity/containers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '#server/adapters/clock/system-clock.ts';
import { DISK_FULL } from '#server/adapters/database/database-faults.ts';
import { PinoLogger } from '#server/adapters/log/pino-logger.ts';
import { parseConfig } from '#server/config.ts';
import { type RunningServer, start } from '#server/start.ts';
import { configureTestcontainers } from '../containers/engine/configure-testcontainers.ts';
import { findImage } from '../containers/engine/images.ts';
import { ownLabels } from '../containers/engine/labels.ts';
import { LOCAL_POSTGRES_IMAGE } from '../containers/images/image-names.ts';
import { localeFlags } from '../containers/postgres/settings.ts';
import { waitForPostgres } from '../containers/postgres/wait-for-postgres.ts';
import { realEnvironment } from './real-environment.ts';
import { beginTrouble, END_TROUBLE } from './statement-troubles.ts';

const DISK_MB = 24;
const CHUNK_BYTES = 64 * 1024;

const found = await findEngine(process.env);
const isThere = found.found && (await findImage(found.engine, LOCAL_POSTGRES_IMAGE)) !== null;
const isRequired = process.env['PARITY_REQUIRE']?.split(',').includes('container') ?? false;
const reason = found.found ? (isThere ? '' : `: ${LOCAL_POSTGRES_IMAGE} is not built`) : `: ${found.why}`;

interface Stage extends AsyncDisposable {
  readonly server: RunningServer;
  /** In the database of the server, as its owner. */
  readonly client: Client;
  readonly log: string[];
}

/** A server whose database lies on a disk of its own, a small one. */
async function stage(): Promise<Stage> {
  if (!found.found) {
    throw new Error(found.why);
  }
  await using opened = new AsyncDisposableStack();
  configureTestcontainers(found.engine, process.env);
  const { QuietPostgresContainer } = await import('../containers/postgres/quiet-postgres-container.ts');
  const builder = new QuietPostgresContainer(LOCAL_POSTGRES_IMAGE)
    .withUsername('postgres')
    .withPassword('of-this-test')
    .withDatabase('postgres')
    .withEnvironment({ POSTGRES_INITDB_ARGS: ['--auth-host=scram-sha-256', ...localeFlags(17)].join(' ') })
    .withTmpFs({ '/small': `rw,size=${DISK_MB}m` })
    .withLabels(ownLabels('disk-full'));
  const container = opened.use(await builder.start());
  const login = { host: container.getHost(), port: container.getPort(), user: 'postgres', password: 'of-this-test' };
  await waitForPostgres(connectionUrl({ ...login, database: 'postgres' }), { timeoutMs: 60_000 });
  await container.exec(['sh', '-c', 'mkdir /small/space && chown postgres:postgres /small/space']);
  await once(connectionUrl({ ...login, database: 'postgres' }), [
    `create tablespace small location '/small/space'`,
    'create database ultra tablespace small',
  ]);
  const databaseUrl = connectionUrl({ ...login, database: 'ultra' });
  const log: string[] = [];
  const logger = new PinoLogger({
    level: 'info',
    clock: systemClock,
    destination: { write: (line) => log.push(line) },
  });
  const config = parseConfig(realEnvironment({ env: {}, llm: undefined, given: {} }, databaseUrl));
  const server = opened.use(await start({ ...config, signInLimit: 0 }, { logger }));
  const client = opened.adopt(new Client({ connectionString: databaseUrl }), (one) => one.end());
  await client.connect();
  const owned = opened.move();
  return { server, client, log, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function once(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}

/** Stores until nothing fits any more, and says what Postgres said to the last of it. */
async function fill(client: Client): Promise<unknown> {
  await client.query('create table filler (bytes bytea); alter table filler alter bytes set storage external');
  for (let bytes = CHUNK_BYTES; ; bytes = Math.max(1, bytes / 2)) {
    const failure = await client
      .query(
        `do $$ begin loop
           insert into filler values (convert_to(repeat('x', ${bytes}), 'UTF8')); commit;
         end loop; end $$`,
      )
      .catch((error: unknown) => error);
    if (bytes === 1) {
      return failure;
    }
  }
}

function register({ url }: RunningServer, name: string): Promise<Response> {
  return fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${name}@example.test`, password: 'a long enough password' }),
  });
}

/** What a session is told of an account that does not fit, and what it can still do. */
async function inserting(client: Client): Promise<unknown> {
  const insert = `insert into users (id, email, password_hash, created_at)
    values (gen_random_uuid(), gen_random_uuid() || '@example.test', repeat('x', 200), now())`;
  await client.query('begin');
  const failure = await untilItFails(() => client.query(insert));
  const next = await client.query('select').catch((error: unknown) => error);
  await client.query('rollback');
  const { rows } = await client.query('select 1 as usable');
  return { failure: told(failure), next: told(next), rows };
}

/** A page may have room for a while when the disk has none. */
async function untilItFails(insert: () => Promise<unknown>): Promise<unknown> {
  for (let count = 0; count < 1_000; count += 1) {
    const failure = await insert().then(
      () => null,
      (error: unknown) => error,
    );
    if (failure !== null) {
      return failure;
    }
  }
  return null;
}

function told(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return null;
  }
  const { code, severity } = { code: null, severity: null, ...error };
  return { code, severity, message: error.message.replace(/ "[^"]+"(?: with \w+\(\))?/, '') };
}

describe.skipIf(!isThere && !isRequired)(`a disk that is really full${reason}`, { timeout: 180_000 }, () => {
  let at: Stage;
  beforeAll(async () => {
    at = await stage();
  }, 120_000);
  afterAll(() => at[Symbol.asyncDispose]());

  test('gives a statement what the trigger of the scenarios gives it, and leaves the session as it does', async () => {
    await at.client.query(beginTrouble('disk-full'));
    const pretended = await inserting(at.client);
    await at.client.query(END_TROUBLE);

    const failure = await fill(at.client);
    const real = await inserting(at.client);
    await at.client.query('drop table filler');

    expect(failure).toMatchObject({ code: '53100', severity: 'ERROR' });
    expect(real).toEqual(pretended);
    expect(real).toMatchObject({
      failure: { code: '53100', severity: 'ERROR', message: DISK_FULL },
      next: { code: '25P02' },
      rows: [{ usable: 1 }],
    });
  });

  test('is answered with 503, loses nothing that was acknowledged, and is over when there is room', async () => {
    await fill(at.client);

    const acknowledged: string[] = [];
    let refused = await register(at.server, 'first');
    for (let count = 0; refused.status === 201 && count < 500; count += 1) {
      acknowledged.push(`${count === 0 ? 'first' : `n${count - 1}`}@example.test`);
      refused = await register(at.server, `n${count}`);
    }
    const problem: unknown = await refused.json();
    const alive = await fetch(`${at.server.url}/api/health`);
    await at.client.query('drop table filler');
    const after = await register(at.server, 'after');
    const { rows } = await at.client.query<{ email: string }>('select email from users');

    const stored = new Set(rows.map(({ email }) => email));
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(problem).toMatchObject({ code: 'database_unavailable', status: 503 });
    expect(await alive.json()).toMatchObject({ services: { database: { status: 'ok' } } });
    expect(at.log.join('')).toMatch(/"event":"database_unavailable".*No space left on device/);
    expect(after.status).toBe(201);
    expect(acknowledged.filter((email) => !stored.has(email))).toEqual([]);
    expect(stored.has('after@example.test')).toBe(true);
  });
});
