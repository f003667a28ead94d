import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

export interface ToolRun {
  readonly file: string;
  readonly args: readonly string[];
  readonly account: Account;
  /** Written to standard input, so that a secret is in no process list. */
  readonly input?: string;
}

export interface ToolResult {
  readonly succeeded: boolean;
  readonly output: string;
}

const KEPT_CHARACTERS = 4_000;

/** Runs a program to its end and returns the tail of what it said. Throws the system's error when it cannot be started. */
export function runTool({ file, args, account, input }: ToolRun): Promise<ToolResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ToolResult>();
  const child = spawn(file, args, { ...account, cwd: '/', stdio: 'pipe', env: TOOL_ENV });
  let output = '';
  const keep = (chunk: string) => {
    output = (output + chunk).slice(-KEPT_CHARACTERS);
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  child.on('error', reject);
  child.on('close', (code) => resolve({ succeeded: code === 0, output: output.trim() }));
  child.stdin.on('error', (error) => keep(error.message)); // it ended without reading its input
  child.stdin.end(input);
  return promise;
}

/** Nothing of the caller's environment reaches Postgres: PGDATA, LANG and LD_LIBRARY_PATH would change what it does. */
export const TOOL_ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' };
