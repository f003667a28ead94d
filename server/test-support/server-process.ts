import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVER = new URL('../', import.meta.url);

export interface ServerProcess extends AsyncDisposable {
  /** Resolves with the URL of the server; rejects when the process ends before. */
  readonly url: Promise<string>;
  readonly exited: Promise<{ readonly code: number | null; readonly output: string }>;
  signal(name: NodeJS.Signals): void;
}

/** `node server/main.ts`, or another command, with this environment and nothing else of ours. */
export function serverProcess(
  env: Readonly<Record<string, string>>,
  [file = 'main.ts', ...words]: readonly string[] = [],
): ServerProcess {
  const path = fileURLToPath(new URL(file, SERVER));
  const child = spawn(process.execPath, [path, ...words], { env: { PATH: process.env['PATH'] ?? '', ...env } });
  const listening = Promise.withResolvers<string>();
  // Whoever does not ask for the URL is not told that there is none.
  listening.promise.catch(() => undefined);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const url = /"event":"listening","url":"([^"]+)"/.exec(output)?.[1];
      if (url !== undefined) {
        listening.resolve(url);
      }
    });
  }
  const exited = once(child, 'close').then(([code]: (number | null)[]) => {
    listening.reject(new Error(`The server ended with ${code}: ${output}`));
    return { code: code ?? null, output };
  });
  return {
    url: listening.promise,
    exited,
    signal: (name) => child.kill(name),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
