import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Booted } from '#harness/scenario/target.ts';

const MAIN = fileURLToPath(new URL('../server/main.ts', import.meta.url));
const WITH_PARENT = fileURLToPath(new URL('end-with-parent.ts', import.meta.url));

/** A server in a process of its own. Disposing stops it as an operator would, by SIGTERM, and waits for its end. */
export interface ServerProcess extends AsyncDisposable {
  readonly booted: Promise<Booted>;
}

/** Starts the server with exactly this environment. It ends with this process, however this process ends. */
export function spawnServer(env: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn(process.execPath, ['--import', WITH_PARENT, MAIN], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const booted = Promise.withResolvers<Booted>();
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  child.stdout?.on('data', function read(chunk) {
    stdout += chunk;
    const url = /"event":"listening","url":"([^"]+)"/.exec(stdout)?.[1];
    if (url === undefined) return;
    booted.resolve({ outcome: 'listening', url });
    child.stdout?.off('data', read).resume();
  });
  const closed = once(child, 'close').then(([exitCode]: (number | null)[]) =>
    booted.resolve(refusalFrom(stderr, exitCode ?? null)),
  );
  return {
    booted: booted.promise,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      await closed;
    },
  };
}

/** What `server/main.ts` says when it does not start: `CODE: message`, and a hint on the last line. */
function refusalFrom(stderr: string, exitCode: number | null): Booted {
  const [, code = 'UNKNOWN', message = stderr, hint = ''] =
    /^([A-Z_]+): ([\s\S]*?)\nHint: ([\s\S]*?)\n?$/.exec(stderr) ?? [];
  return { outcome: 'refused', code, exitCode: exitCode ?? -1, message, hint };
}
