import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { connectionUrl } from '../../containers/postgres/connection.ts';
import { startPostgres } from '../../containers/postgres/postgres-server.ts';
import { type Child, startChild } from './child.ts';
import type { Load } from './load.ts';

export interface RealServer extends AsyncDisposable {
  readonly child: Child;
  readonly databaseUrl: string;
  /** From the start of the process until it may take traffic, migrations included. */
  readonly readyMs: number;
  /** The same for one more process of the image, whose modules are compiled already, beside the first. */
  startAgain(): Promise<number>;
  readonly sessionId: string;
  /** An authenticated read of somebody who has an account. */
  readonly read: Pick<Load, 'url' | 'headers'>;
}

export const UNLIMITED = Object.fromEntries(
  ['RATE_LIMIT_REQUESTS', 'RATE_LIMIT_SIGN_INS', 'RATE_LIMIT_PASSWORDS'].map((name) => [name, '1000000000']),
);

/** The server in real mode, in a process of its own, with a Postgres of its own and one account. */
export async function startRealServer(script: string, env: Readonly<Record<string, string>> = {}): Promise<RealServer> {
  await using started = new AsyncDisposableStack();
  const runId = `bench-${process.pid}`;
  const postgres = started.use(await startPostgres({ provider: 'embedded', env: process.env, runId }));
  const databaseUrl = connectionUrl(postgres.connection);
  const { child, url, readyMs } = await startToReady(script, { ...realEnv(databaseUrl), ...env });
  started.use(child);
  const accessToken = await register(url);
  const read = { url: `${url}/api/users/me`, headers: { authorization: `Bearer ${accessToken}` } };
  const owned = started.move();
  return {
    ...{ child, databaseUrl, readyMs, read, sessionId: readSession(accessToken) },
    startAgain: () => startCompiled(script, realEnv(databaseUrl)),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function startToReady(script: string, env: Readonly<Record<string, string>>) {
  await using started = new AsyncDisposableStack();
  const startedMs = performance.now();
  const child = started.use(await startChild(script, env));
  const url = child.said['url'] ?? '';
  while (!(await fetch(`${url}/api/health/ready`)).ok) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const readyMs = performance.now() - startedMs;
  started.move();
  return { child, url, readyMs };
}

/** The second of two starts: the first compiles, and must end by itself, since Node writes what it compiled at its end. */
async function startCompiled(script: string, env: Readonly<Record<string, string>>): Promise<number> {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'ultra-bench-'));
  const compiled = { ...env, NODE_COMPILE_CACHE: folder.path };
  const first = await startToReady(script, compiled);
  await first.child.stop();
  const second = await startToReady(script, compiled);
  await second.child.stop();
  return second.readyMs;
}

/** Opens an account, and gives its access token. */
export async function register(url: string): Promise<string> {
  const registered = await fetch(`${url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'bench@example.test', password: 'a long enough password' }),
  });
  const { accessToken } = (await registered.json()) as { readonly accessToken: string };
  return accessToken;
}

function readSession(accessToken: string): string {
  const claims = Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString('utf8');
  return (JSON.parse(claims) as { readonly sid: string }).sid;
}

function realEnv(databaseUrl: string): Readonly<Record<string, string>> {
  return {
    ULTRA_MODE: 'real',
    PORT: '0',
    LOG_LEVEL: 'info',
    DATABASE_URL: databaseUrl,
    JWT_KEYS: 'bench:a-secret-that-only-this-measurement-uses',
    MASTER_KEYS: `v1:${Buffer.alloc(32, 7).toString('base64')}`,
    OPENAI_API_KEY: 'no-call-is-made-here',
    ANTHROPIC_API_KEY: 'no-call-is-made-here',
    GOOGLE_API_KEY: 'no-call-is-made-here',
    ACCESS_TOKEN_TTL_SECONDS: '86400',
    ...UNLIMITED,
  };
}
