import { performance } from 'node:perf_hooks';
import { connectionUrl } from '#containers/postgres/connection.ts';
import { startPostgres } from '#containers/postgres/postgres-server.ts';
import { type Child, startChild } from './child.ts';
import type { Load } from './load.ts';

export interface RealServer extends AsyncDisposable {
  readonly child: Child;
  readonly databaseUrl: string;
  /** From the start of the process until it may take traffic. */
  readonly readyMs: number;
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
  const startedMs = performance.now();
  const child = started.use(await startChild(script, { ...realEnv(databaseUrl), ...env }));
  const url = child.said['url'] ?? '';
  while (!(await fetch(`${url}/api/health/ready`)).ok) await new Promise((resolve) => setTimeout(resolve, 10));
  const readyMs = performance.now() - startedMs;
  const accessToken = await register(url);
  const read = { url: `${url}/api/users/me`, headers: { authorization: `Bearer ${accessToken}` } };
  const owned = started.move();
  return {
    ...{ child, databaseUrl, readyMs, read, sessionId: sessionOf(accessToken) },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
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

function sessionOf(accessToken: string): string {
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
