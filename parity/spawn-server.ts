import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { StartResult } from 'ultra-parity';
import { addressIn, refusalFrom } from './start-lines.ts';

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));
const WITH_PARENT = fileURLToPath(new URL('end-with-parent.ts', import.meta.url));

/** A server in a process of its own. Disposing stops it as an operator would, by SIGTERM, and waits for its end. */
export interface ServerProcess extends AsyncDisposable {
  readonly startResult: Promise<StartResult>;
  /** The exit code; null where a signal ended it. What it wrote has been passed on by then. */
  readonly ended: Promise<number | null>;
  /** SIGTERM. */
  tellToStop(): void;
}

/**
 * Starts the server with exactly this environment, and passes on what it writes to its standard output. It ends with
 * this process, however this process ends.
 */
export function spawnServer(env: Readonly<Record<string, string>>, onOutput: (text: string) => void): ServerProcess {
  const child = spawn(process.execPath, ['--import', WITH_PARENT, MAIN], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const startResult = Promise.withResolvers<StartResult>();
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  child.stdout?.setEncoding('utf8').on('data', onOutput);
  child.stdout?.on('data', function read(chunk) {
    stdout += chunk;
    const url = addressIn(stdout);
    if (url === undefined) {
      return;
    }
    startResult.resolve({ outcome: 'listening', url });
    child.stdout?.off('data', read);
  });
  const ended = once(child, 'close').then(([exitCode = null]: (number | null)[]) => {
    startResult.resolve(refusalFrom(stderr, exitCode));
    return exitCode;
  });
  return {
    startResult: startResult.promise,
    ended,
    tellToStop: () => child.kill('SIGTERM'),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
