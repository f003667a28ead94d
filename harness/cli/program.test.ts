import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { WriteStream } from 'node:tty';
import { describe, expect, test } from 'vitest';
import { getTranscriptPath, prepareEvidenceFolder, saveManifest, saveTranscript } from '../evidence/folder.ts';
import type { RunManifest } from '../evidence/manifest.ts';
import type { Transcript } from '../evidence/transcript.ts';
import { sampleManifest } from '../testing/evidence/sample-manifest.ts';
import { sampleExchange, sampleStep, sampleTranscript } from '../testing/evidence/sample-transcript.ts';
import { runCommand } from './program.ts';

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function parity(cwd: string, ...argv: readonly string[]): Promise<Ran> {
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

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'parity-cli-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

const MANIFEST = sampleManifest();
const REAL = sampleTranscript({ target: 'real' });
const BROKEN = sampleTranscript({ target: 'real', steps: [sampleStep({ http: sampleExchange({ status: 500 }) })] });

async function evidence(
  folder: string,
  transcripts: readonly Transcript[],
  manifest: RunManifest = MANIFEST,
): Promise<string> {
  await prepareEvidenceFolder(folder);
  for (const transcript of transcripts) {
    await saveTranscript(folder, transcript);
  }
  await saveManifest(folder, manifest);
  return folder;
}

describe('the command line', () => {
  test.each([['run'], ['record'], ['diff'], ['report'], ['prove'], ['doctor']])(
    '%s explains itself',
    async (command) => {
      const { exitCode, stdout } = await parity('/', command, '--help');

      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: parity ${command}`);
    },
  );

  test.each([
    ['an unknown command', ['fly']],
    ['an unknown option', ['run', '--fly']],
    ['a missing argument', ['diff', 'a']],
    ['no command', []],
  ])('%s is a usage error that says where help is', async (_, argv) => {
    const { exitCode, stdout, stderr } = await parity('/', ...argv);

    expect(exitCode).toBe(64);
    expect(stdout).toBe('');
    expect(stderr).toContain('--help');
  });

  test('a configuration that is not there is said in words, and as one JSON object', async () => {
    const { exitCode, stdout, stderr } = await parity('/nowhere', 'run', '--json');

    expect(exitCode).toBe(78);
    expect(stderr).toContain('PARITY_CONFIG_INVALID: There is no configuration /nowhere/parity.config.ts.');
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 78, error: { code: 'PARITY_CONFIG_INVALID' } });
  });
});

describe('parity report', () => {
  test('gives the verdict of the run again, from its evidence', async () => {
    await using folder = await temporaryFolder();
    await evidence(folder.path, [sampleTranscript(), BROKEN]);

    const { exitCode, stdout } = await parity('/', 'report', folder.path, '--json');

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'divergent',
      divergences: [{ kind: 'status', left: 200, right: 500 }, {}],
    });
    expect(JSON.parse(await readFile(join(folder.path, 'report.json'), 'utf8'))).toEqual(JSON.parse(stdout));
  });

  test('is inconclusive about a folder from which a transcript was taken', async () => {
    await using folder = await temporaryFolder();
    await evidence(folder.path, [sampleTranscript()]);

    const { exitCode, stdout } = await parity('/', 'report', folder.path, '--json');

    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'inconclusive',
      reasons: [{ code: 'transcript_missing', target: 'real' }],
    });
  });

  test.each<[string, (folder: string) => Promise<unknown>]>([
    ['cut short', (folder) => truncate(getTranscriptPath(folder, REAL), 200)],
    [
      'of another shape',
      (folder) => writeFile(getTranscriptPath(folder, REAL), '{"schema": "ultra-parity/transcript/v2"}'),
    ],
    ['without its run.json', (folder) => rm(join(folder, 'run.json'))],
  ])('refuses evidence that is %s, naming the file', async (_, spoil) => {
    await using folder = await temporaryFolder();
    await spoil(await evidence(folder.path, [sampleTranscript(), REAL]));

    const { exitCode, stderr } = await parity('/', 'report', folder.path);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('PARITY_EVIDENCE_INVALID');
    expect(stderr).toContain('.json');
  });
});

describe('parity diff', () => {
  test('compares two runs target by target', async () => {
    await using before = await temporaryFolder();
    await using after = await temporaryFolder();
    await evidence(before.path, [sampleTranscript(), REAL]);
    await evidence(after.path, [sampleTranscript(), BROKEN]);

    const same = await parity('/', 'diff', before.path, before.path, '--json');
    const other = await parity('/', 'diff', before.path, after.path, '--json');

    expect(same.exitCode).toBe(0);
    expect(other.exitCode).toBe(1);
    expect(JSON.parse(other.stdout)).toMatchObject({
      verdict: 'divergent',
      divergences: [{ targets: ['a:real', 'b:real'], kind: 'status' }, { targets: ['a:real', 'b:real'] }],
    });
  });

  test('compares two jobs of a matrix, each of one target', async () => {
    await using mock = await temporaryFolder();
    await using real = await temporaryFolder();
    const only = (name: string): RunManifest => ({ ...MANIFEST, reference: name, targets: [{ name, witness: {} }] });
    await evidence(mock.path, [sampleTranscript()], only('mock'));
    await evidence(real.path, [BROKEN], only('real'));

    const { exitCode, stdout } = await parity('/', 'diff', mock.path, real.path, '--json');

    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ divergences: [{ targets: ['a:mock', 'b:real'] }, {}] });
  });

  test('compares two transcripts by the rules of their run', async () => {
    await using folder = await temporaryFolder();
    await evidence(folder.path, [sampleTranscript(), BROKEN]);
    const [mock, real] = [getTranscriptPath(folder.path, sampleTranscript()), getTranscriptPath(folder.path, BROKEN)];

    const { exitCode } = await parity('/', 'diff', mock, real);

    expect(exitCode).toBe(1);
  });

  test('refuses runs that have no target in common', async () => {
    await using one = await temporaryFolder();
    await using other = await temporaryFolder();
    await evidence(one.path, [sampleTranscript(), REAL]);
    await evidence(other.path, [sampleTranscript()], { ...MANIFEST, targets: [{ name: 'mock', witness: {} }] });

    const { exitCode, stderr } = await parity('/', 'diff', one.path, other.path);

    expect(exitCode).toBe(2);
    expect(stderr).toContain('it holds mock, and');
  });
});
