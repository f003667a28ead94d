import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import config from './parity.config.ts';

const ROOT = join(import.meta.dirname, '../..');
const CONFIG = 'examples/conduit/parity.config.ts';

interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of parity on Conduit, with its evidence beside that of others. */
async function parity(command: string, ...args: readonly string[]): Promise<CommandResult> {
  const own = ['--config', CONFIG, '--postgres', 'embedded', '--out', `.parity/conduit-${command}`, '--json'];
  const child = spawn(process.execPath, ['harness/cli/main.ts', command, ...own, ...args], {
    cwd: ROOT,
    env: { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (text.stdout += chunk));
  child.stderr.on('data', (chunk) => (text.stderr += chunk));
  return await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, ...text }));
  });
}

describe('Conduit, as a project that is new to the harness', { timeout: 300_000 }, () => {
  test('is equivalent in memory and on Postgres in its first run', async () => {
    const { exitCode, stdout, stderr } = await parity('run');

    expect(stderr).toContain('EQUIVALENT');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ counts: { scenarios: 30, divergences: 0, waived: 0 }, reasons: [] });
  });

  test('has each bug found that is planted in one of its modes', async () => {
    const { exitCode, stdout } = await parity('prove', '--mutants', 'C*');

    const { mutants } = JSON.parse(stdout) as { readonly mutants: readonly { id: string; outcome: string }[] };
    expect(mutants.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `C0${number} killed`),
    );
    expect(exitCode).toBe(0);
  });

  test('needs at most five rules, and few lines of configuration', async () => {
    const text = await readFile(join(import.meta.dirname, 'parity.config.ts'), 'utf8');

    expect(config.rules.length).toBeLessThanOrEqual(5);
    expect(text.trim().split('\n').length).toBeLessThan(25);
  });
});
