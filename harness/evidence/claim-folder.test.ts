import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { processTag } from '../base/process-tag.ts';
import { temporaryDirectory } from '../base/temporary-directory.ts';
import { sampleManifest } from '../testing/evidence/sample-manifest.ts';
import { claimFolder, clearFolder } from './claim-folder.ts';
import { loadEvidence, prepareEvidenceFolder, saveManifest } from './folder.ts';

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** The tag of a process that has ended. */
function endedTag(): string {
  const module = new URL('../base/process-tag.ts', import.meta.url).href;
  const program = `import { processTag } from '${module}'; process.stdout.write(processTag());`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }).stdout;
}

describe('a folder that a run holds', () => {
  test('refuses a second run, and names the run and the process that hold it', async () => {
    await using folder = await temporaryDirectory();
    await using _claim = await claimFolder(folder.path, 'one');

    await expect(claimFolder(folder.path, 'two')).rejects.toMatchObject({
      code: 'PARITY_FOLDER_BUSY',
      message: `${folder.path} is in use by run one (process ${process.pid}).`,
    });
  });

  test('refuses the same run a second time', async () => {
    await using folder = await temporaryDirectory();
    await using _claim = await claimFolder(folder.path, 'one');

    await expect(claimFolder(folder.path, 'one')).rejects.toMatchObject({ code: 'PARITY_FOLDER_BUSY' });
  });

  test('is free for the next run when the first has ended', async () => {
    await using folder = await temporaryDirectory();
    {
      await using _claim = await claimFolder(folder.path, 'one');
    }

    await using _next = await claimFolder(folder.path, 'two');

    expect(await readdir(folder.path)).toEqual(['.run-two.lock']);
  });

  test('is taken over from a run whose process is gone', async () => {
    await using folder = await temporaryDirectory();
    await write(folder.path, { '.run-one.lock': JSON.stringify({ runId: 'one', tag: endedTag() }) });

    await using _claim = await claimFolder(folder.path, 'two');

    expect(await readdir(folder.path)).toEqual(['.run-two.lock']);
  });

  test('stays held where the lock cannot be read', async () => {
    await using folder = await temporaryDirectory();
    await write(folder.path, { '.run-one.lock': '' });

    await expect(claimFolder(folder.path, 'two')).rejects.toMatchObject({
      code: 'PARITY_FOLDER_BUSY',
      hint: expect.stringContaining(join(folder.path, '.run-one.lock')),
    });
    expect(await readdir(folder.path)).toEqual(['.run-one.lock']);
  });

  test('is not held by a process id that another process has now', async () => {
    await using folder = await temporaryDirectory();
    const [pid, , namespace] = processTag().split('-');
    await write(folder.path, { '.run-one.lock': JSON.stringify({ runId: 'one', tag: `${pid}-1-${namespace}` }) });

    await using _claim = await claimFolder(folder.path, 'two');

    expect(await readdir(folder.path)).toEqual(['.run-two.lock']);
  });
});

describe('a folder that a run clears', () => {
  test.each<[what: string, files: Readonly<Record<string, string>>]>([
    ['transcripts', { 'transcripts/hearing.txt': 'mine' }],
    ['a control', { 'control/panel.ts': 'mine' }],
    ['a report', { 'report.md': 'mine' }],
    ['a run.json of another program', { 'run.json': '{"schema":"another/run/v1"}' }],
    ['a run.json that is a folder', { 'run.json/mine.txt': 'mine' }],
  ])('is refused and left alone where it has %s that no run has written', async (_, files) => {
    await using folder = await temporaryDirectory();
    await write(folder.path, files);

    await expect(claimFolder(folder.path, 'one')).rejects.toMatchObject({ code: 'PARITY_FOLDER_FOREIGN' });
    await expect(clearFolder(folder.path)).rejects.toMatchObject({ code: 'PARITY_FOLDER_FOREIGN' });

    for (const [name, text] of Object.entries(files)) {
      await expect(readFile(join(folder.path, name), 'utf8')).resolves.toBe(text);
    }
  });

  test('keeps files that no run writes', async () => {
    await using folder = await temporaryDirectory();
    await write(folder.path, { 'notes.md': 'mine', 'prove/proof.json': '{}' });

    await clearFolder(folder.path);
    await clearFolder(folder.path);

    await expect(readFile(join(folder.path, 'notes.md'), 'utf8')).resolves.toBe('mine');
    expect(existsSync(join(folder.path, 'prove/proof.json'))).toBe(true);
  });

  test('loses the evidence and the reports of an earlier run', async () => {
    await using folder = await temporaryDirectory();
    await prepareEvidenceFolder(folder.path);
    await saveManifest(folder.path, sampleManifest());
    await write(folder.path, { 'report.json': '{}', 'transcripts/a/mock.json': '{}', 'attestations.intoto.jsonl': '' });

    await clearFolder(folder.path);

    expect(await readdir(folder.path)).toEqual(['.parity-evidence']);
  });

  test('is recognised by the run.json of an earlier version', async () => {
    await using folder = await temporaryDirectory();
    await write(folder.path, { 'run.json': '{\n  "schema": "ultra-parity/run/v1"}', 'report.json': '{}' });

    await clearFolder(folder.path);

    expect(await readdir(folder.path)).toEqual(['.parity-evidence']);
  });

  test('holds no evidence until the run has ended', async () => {
    await using folder = await temporaryDirectory();
    await prepareEvidenceFolder(folder.path);
    await saveManifest(folder.path, sampleManifest());

    await prepareEvidenceFolder(folder.path);

    await expect(loadEvidence(folder.path)).rejects.toMatchObject({ code: 'PARITY_EVIDENCE_INVALID' });
  });
});
