import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export interface Child extends AsyncDisposable {
  readonly pid: number;
  /** The first JSON object that it printed. */
  readonly said: Readonly<Record<string, string>>;
  residentMb(): Promise<number>;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

/** Starts a script with the Node that runs this, and waits for the first JSON line that it prints. */
export async function startChild(script: string, env: Readonly<Record<string, string>>): Promise<Child> {
  const child = spawn(
    process.execPath,
    [...(process.env['BENCH_PROFILE'] === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir=/tmp/prof']), script],
    {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const said = await firstObject(child, script);
  const { pid = 0 } = child;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    return ended;
  };
  return {
    pid,
    said,
    residentMb: async () => {
      const [, kilobytes = '0'] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) / 1_024;
    },
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: () => end(process.env['BENCH_PROFILE'] === undefined ? 'SIGKILL' : 'SIGTERM'),
  };
}

function firstObject(child: ChildProcess, script: string): Promise<Readonly<Record<string, string>>> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
    const read = (chunk: Buffer) => {
      text += chunk;
      const line = text
        .split('\n')
        .slice(0, -1)
        .find((one) => one.includes('"url"'));
      if (line === undefined) {
        return;
      }
      child.stdout?.off('data', read).resume(); // what it logs from here on is not part of the measurement
      resolve(JSON.parse(line));
    };
    child.stdout?.on('data', read);
  });
}
