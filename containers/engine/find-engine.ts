import { existsSync, readFileSync } from 'node:fs';
import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import { Engine, type EngineAddress } from './engine.ts';

export type FoundEngine =
  | { readonly found: true; readonly engine: Engine; readonly version: string }
  | { readonly found: false; readonly why: string; readonly next: string };

const PING_MS = 2_000;
/** A socket of this machine refuses at once where no engine is. One that is only slow has an engine that is busy. */
const SOCKET_PING_MS = 10_000;

/**
 * The engine of DOCKER_HOST when that is set, and no other; else the first well-known socket that answers. The sockets
 * are those of testcontainers 12.2, so that both talk to the same engine. Never throws.
 */
export async function findEngine(env: Readonly<Record<string, string | undefined>>): Promise<FoundEngine> {
  const named = env['DOCKER_HOST'];
  const refusals: string[] = [];
  for (const url of named ? [named] : sockets(env)) {
    try {
      const engine = new Engine(address(url, env));
      const timeoutMs = /^(unix|npipe):/.test(url) ? SOCKET_PING_MS : PING_MS;
      const version = await engine.call({ path: '/version', timeoutMs });
      return { found: true, engine, version: readVersion(version) };
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  const why = named
    ? `DOCKER_HOST is ${named}. ${refusals.join(' ')}`
    : `No container engine answers. ${refusals.join(' ') || 'There is no engine socket.'}`;
  const next = named
    ? 'Start that engine or unset DOCKER_HOST.'
    : 'Start Docker, or set DOCKER_HOST to an engine that runs.';
  return { found: false, why, next };
}

function address(url: string, env: Readonly<Record<string, string | undefined>>): EngineAddress {
  const folder = env['DOCKER_CERT_PATH'];
  if (env['DOCKER_TLS_VERIFY'] !== '1' || folder === undefined || !url.startsWith('tcp:')) {
    return { url };
  }
  const pem = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { url, tls: { ca: pem('ca.pem'), cert: pem('cert.pem'), key: pem('key.pem') } };
}

function sockets(env: Readonly<Record<string, string | undefined>>): string[] {
  if (process.platform === 'win32') {
    return ['npipe:////./pipe/docker_engine'];
  }
  const runtime = env['XDG_RUNTIME_DIR'];
  return [
    '/var/run/docker.sock',
    ...(runtime === undefined ? [] : [join(runtime, 'docker.sock')]),
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.docker/desktop/docker.sock'),
    `/run/user/${userInfo().uid}/docker.sock`,
  ]
    .filter((path) => existsSync(path))
    .map((path) => `unix://${path}`);
}

function readVersion(answer: unknown): string {
  const isVersion = typeof answer === 'object' && answer !== null && 'Version' in answer;
  return isVersion ? String(answer.Version) : 'of unknown version';
}
