import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../program.ts';

const DECLARED = `{ postgres: { description: 'where Postgres comes from', values: ['url', 'embedded'] } }`;
const TARGET = `{ traffic: 'scripted', setUp: () => { throw new Error('not needed'); } }`;

async function openProject(targetOptions: string): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'parity-options-'));
  const text = `
    export default {
      scenarios: 'scenarios', cassettes: 'cassettes', rules: [],
      targets: { mock: { ...${TARGET}, options: ${targetOptions}, prepare: async ({ options }) => {
        throw new Error('prepared with ' + JSON.stringify(options));
      } } },
    };`;
  await writeFile(join(path, 'parity.config.ts'), text);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function parity(cwd: string, ...argv: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const exitCode = await runCommand({
    env: {},
    cwd,
    stdout: stdout as unknown as WriteStream,
    stderr: stderr as unknown as WriteStream,
    now: () => new Date('2026-11-24T10:00:00.000Z'),
    newRunId: () => 'test-run',
    signal: new AbortController().signal,
    argv,
  });
  const text = (stream: PassThrough) => String(stream.read() ?? '');
  return { exitCode, stdout: text(stdout), stderr: text(stderr) };
}

describe('options that a target declares', () => {
  test('reach the target under their name', async () => {
    await using project = await openProject(DECLARED);

    const { stderr } = await parity(project.path, 'run', '--postgres', 'embedded');

    expect(stderr).toContain('prepared with {"postgres":"embedded"}');
  });

  test('are listed by --help with their values', async () => {
    await using project = await openProject(DECLARED);

    const { exitCode, stdout } = await parity(project.path, 'run', '--help');

    expect(exitCode).toBe(0);
    expect(stdout).toContain('--postgres <value>');
    expect(stdout).toContain('"url", "embedded"');
  });

  test('refuse a value that the target does not name', async () => {
    await using project = await openProject(DECLARED);

    const { exitCode, stderr } = await parity(project.path, 'run', '--postgres', 'sqlite');

    expect(exitCode).toBe(64);
    expect(stderr).toContain('Allowed choices are url, embedded');
  });

  test('are unknown in a project whose targets declare none, which says so', async () => {
    await using project = await openProject('{}');

    const { exitCode, stderr } = await parity(project.path, 'run', '--postgres', 'url');

    expect(exitCode).toBe(64);
    expect(stderr).toContain("unknown option '--postgres'");
    expect(stderr).toContain('declare no options');
  });

  test('must not repeat an option of the command', async () => {
    await using project = await openProject(`{ out: { description: 'mine' } }`);

    const { exitCode, stderr } = await parity(project.path, 'run');

    expect(exitCode).toBe(78);
    expect(stderr).toContain('declares the option --out');
  });
});
