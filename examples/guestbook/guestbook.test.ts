import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const CONFIG = 'examples/guestbook/parity.config.ts';
const ROOT = join(import.meta.dirname, '../..');

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly done: Promise<Ran>;
  /** Resolves when the first scenario has ended. */
  readonly underWay: Promise<void>;
  readonly interrupt: () => void;
}

function start(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, ['harness/cli/main.ts', ...args, '--config', CONFIG], {
    cwd: ROOT,
    env: { ...process.env, VITEST: undefined, VITEST_WORKER_ID: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  const underWay = Promise.withResolvers<void>();
  child.stderr.on('data', (chunk) => {
    text.stderr += chunk;
    if (text.stderr.includes('✓')) {
      underWay.resolve();
    }
  });
  child.stdout.on('data', (chunk) => (text.stdout += chunk));
  return {
    underWay: underWay.promise,
    interrupt: () => void child.kill('SIGINT'),
    done: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode) => resolve({ exitCode, ...text }));
    }),
  };
}

const parity = (args: readonly string[], env?: Readonly<Record<string, string>>) => start(args, env).done;

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'guestbook-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')))).join('\n');
}

describe('a project that has never heard of Ultra', { timeout: 120_000 }, () => {
  test('gets a verdict, as one JSON object on standard output and nothing else there', async () => {
    await using out = await temporaryFolder();

    const { exitCode, stdout, stderr } = await parity(['run', '--out', out.path, '--json']);

    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'ultra-parity/verdict/v1',
      verdict: 'equivalent',
      exitCode: 0,
      counts: { scenarios: 3, targets: 2, divergences: 0, waived: 0 },
      targets: [{ name: 'memory' }, { name: 'file', witness: { llm: { replayed: 3, live: 0 } } }],
      reasons: [],
    });
    expect(stderr).toContain('EQUIVALENT');
  });

  test('is told where the two differ, and how to see it again', async () => {
    await using out = await temporaryFolder();

    const { exitCode, stdout, stderr } = await parity(['run', '--out', out.path, '--json'], { GUESTBOOK_BUG: '1' });

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).divergences).toMatchObject([
      {
        scenario: 'entries/shows-what-guests-wrote-the-latest-first',
        step: 'GET /entries',
        targets: ['memory', 'file'],
        channel: 'http',
        pointer: '/response/body/entries',
        kind: 'order',
      },
    ]);
    expect(stderr).toContain('--scenario entries/shows-what-guests-wrote-the-latest-first');
  });

  test('is told in which of its own channels they differ', async () => {
    await using out = await temporaryFolder();

    const { exitCode, stdout, stderr } = await parity(['run', '--out', out.path, '--json'], { GUESTBOOK_BUG: 'mail' });

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).divergences).toMatchObject([
      { step: 'read the channels', targets: ['expected', 'file'], channel: 'mail', pointer: '/0/subject' },
      { step: 'read the channels', targets: ['memory', 'file'], channel: 'mail', pointer: '/0/subject' },
      { channel: 'mail', pointer: '/0/subject', left: 'Ada has been here', right: 'Somebody has been here' },
      { channel: 'mail', pointer: '/0/subject', left: 'Ada has been here' },
      { channel: 'mail', pointer: '/1/subject', left: 'Grace has been here' },
    ]);
    expect(stderr).toContain('mail/0/subject');
    expect(await readFile(join(out.path, 'report.md'), 'utf8')).toContain('mail/0/subject');
  });

  test('finds the same verdict again in the evidence alone', async () => {
    await using out = await temporaryFolder();
    const run = await parity(['run', '--out', out.path, '--json'], { GUESTBOOK_BUG: '1' });

    const report = spawn(process.execPath, ['harness/cli/main.ts', 'report', out.path, '--json'], { cwd: ROOT });
    let stdout = '';
    report.stdout.on('data', (chunk) => (stdout += chunk));
    const exitCode = await new Promise((resolve) => report.once('close', resolve));

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(run.stdout));
  });

  test('finds a key that was in a request nowhere on the disk', async () => {
    await using out = await temporaryFolder();

    await parity(['run', '--out', out.path]);
    const kept = await everythingIn(out.path);

    expect(kept).toContain('[secret:openai-project-key:');
    expect(kept).not.toContain('Zx81LmQp04Rt7yUvWa3bNc5d');
  });

  test.each([
    ['nothing is selected', ['--scenario', 'no/such/scenario'], 'no_scenarios'],
    ['there is nothing to compare with', ['--target', 'memory'], 'nothing_compared'],
  ])('cannot get a green verdict when %s', async (_, args, code) => {
    await using out = await temporaryFolder();

    const { exitCode, stdout } = await parity(['run', '--out', out.path, '--json', ...args]);

    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'inconclusive', reasons: [{ code }] });
  });

  test('records nothing but shows what it would, when it is asked for a dry run', async () => {
    await using out = await temporaryFolder();
    await using before = await temporaryFolder();
    await cp(join(ROOT, 'examples/guestbook/cassettes'), before.path, { recursive: true });

    const { exitCode, stderr } = await parity(['record', '--all', '--dry-run', '--out', out.path]);

    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/changed +examples\/guestbook\/cassettes\/entries\/.+ {2}1 interactions, stand-in/);
    expect(stderr).toContain('Nothing was written.');
    expect(await everythingIn(join(ROOT, 'examples/guestbook/cassettes'))).toBe(await everythingIn(before.path));
  });

  test('is not told that all is well when somebody interrupts the run', async () => {
    await using out = await temporaryFolder();

    // One target ends a scenario, and the other none: the run is not over by the time it is interrupted.
    const run = start(['run', '--out', out.path, '--json'], { GUESTBOOK_BUG: 'hang' });
    await run.underWay;
    run.interrupt();
    const { exitCode, stdout } = await run.done;

    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'inconclusive' });
  });
});
