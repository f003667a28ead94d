import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPORT_FILES } from '../evidence/folder-contents.ts';
import { sampleInput } from '../testing/evidence/sample-evidence.ts';
import { writeReports } from './write-reports.ts';

describe('writeReports', () => {
  test('writes every format, leaves nothing else behind, and says where they are', async () => {
    await using folder = await temporaryFolder();

    const paths = await writeReports(folder.path, sampleInput());

    expect(paths).toEqual(REPORT_FILES.map((name) => join(folder.path, name)));
    await expect(readdir(folder.path)).resolves.toEqual(REPORT_FILES.toSorted());
  });

  test('keeps the verdict as it is in report.json', async () => {
    await using folder = await temporaryFolder();
    const input = sampleInput();

    await writeReports(folder.path, input);

    const written = await readFile(join(folder.path, 'report.json'), 'utf8');
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(input.verdict)));
  });

  test('writes the same bytes again', async () => {
    await using folder = await temporaryFolder();

    const paths = await writeReports(folder.path, sampleInput());
    const first = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    await writeReports(folder.path, sampleInput());

    await expect(Promise.all(paths.map((path) => readFile(path, 'utf8')))).resolves.toEqual(first);
  });
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'parity-reports-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
