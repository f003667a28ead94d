import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { PostgresStartFailed } from '../../errors/postgres-start-failed.ts';
import { freePort } from '../../free-port.ts';
import { SERVER_SETTINGS } from '../settings.ts';
import type { Account } from './account.ts';
import { TOOL_ENV } from './run-tool.ts';

/**
 * Runs Postgres and watches a pipe from the harness. The pipe closes however the harness ends, SIGKILL included: then
 * Postgres is stopped (fast, after 3 s immediately) and its folder removed, unless the harness wrote that it stays.
 * Arguments: folder, program, its arguments.
 */
const WATCHDOG = `
folder=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
rm -f "$folder/stays"
{ test -z "$(cat <&3)" || : >"$folder/stays"; kill -INT $server; sleep 3; kill -QUIT $server; } 2>/dev/null &
stopper=$!
exec 3<&-
wait $server; code=$?
kill $stopper 2>/dev/null
test -e "$folder/stays" || rm -rf "$folder"
exit $code`;

const STOP_MS = 8_000;
const KEPT_CHARACTERS = 4_000;

export interface PostmasterOptions {
  /** Holds `data`; removed when the server stops. */
  readonly cluster: string;
  readonly binaries: string;
  readonly account: Account;
  /** Undefined: any that is free. */
  readonly port?: number;
}

/** A spawned server. `ended` aborts when it stops by itself, with PARITY_POSTGRES_START_FAILED and its last log lines. */
export interface Postmaster extends AsyncDisposable {
  readonly port: number;
  readonly ended: AbortSignal;
  /** Stops it like disposing, and leaves its data for another one. */
  stop(): Promise<void>;
}

export async function spawnPostmaster({ cluster, binaries, account, ...at }: PostmasterOptions): Promise<Postmaster> {
  const port = at.port ?? (await freePort()); // taken by another process in between, the start fails and is tried again
  const server = [join(binaries, 'bin/postgres'), '-D', join(cluster, 'data'), '-p', String(port)];
  const where = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
  const args = ['-c', WATCHDOG, 'ultra-parity-postgres', cluster, ...server, ...where, ...SERVER_SETTINGS];
  // Detached: an interrupt from the terminal reaches the harness alone, which stops the server in its own time.
  const child = spawn('/bin/sh', args, {
    ...account,
    cwd: '/',
    env: TOOL_ENV,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = endedSignal(child);
  child.unref(); // a forgotten server must not keep the process alive: the watchdog stops it
  for (const pipe of [child.stdin, child.stderr]) {
    if (pipe instanceof Socket) {
      pipe.unref();
    }
  }
  return { port, ended, stop: () => stop(child, 'stays'), [Symbol.asyncDispose]: () => stop(child, '') };
}

function endedSignal(child: ChildProcess): AbortSignal {
  const controller = new AbortController();
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    log = (log + chunk).slice(-KEPT_CHARACTERS);
  });
  child.stdin?.on('error', () => undefined); // it is gone; 'close' says so
  child.on('error', (cause) => controller.abort(new PostgresStartFailed('Postgres was not spawned.', { cause })));
  child.on('close', () => controller.abort(new PostgresStartFailed(`Postgres stopped by itself: ${log.trim()}`)));
  return controller.signal;
}

/** `word` is what the watchdog reads before the end. */
async function stop(child: ChildProcess, word: '' | 'stays'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return;
  }
  child.ref();
  child.stdin?.end(word);
  try {
    await once(child, 'exit', { signal: AbortSignal.timeout(STOP_MS) });
  } catch (cause) {
    throw new PostgresStartFailed(`Postgres (process ${child.pid}) did not stop within ${STOP_MS} ms.`, {
      cause,
      hint: `Stop it with \`kill -QUIT ${child.pid}\`.`,
    });
  }
}
