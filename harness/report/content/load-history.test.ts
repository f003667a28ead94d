import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { equivalentInput, sampleInput } from '../../testing/evidence/sample-evidence.ts';
import { loadHistory } from './load-history.ts';

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'parity-history-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function write(path: string, value: unknown): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, JSON.stringify(value));
}

describe('loadHistory', () => {
  test('reads the verdict of every release, the oldest first, and leaves other files alone', async () => {
    await using folder = await temporaryFolder();
    const { path } = folder;
    await write(join(path, 'v2', 'report.json'), equivalentInput().verdict);
    await write(join(path, 'v2', 'run.json'), { startedAt: '2026-11-20T10:00:00.000Z' });
    await write(join(path, 'v10', 'report.json'), sampleInput().verdict);
    await write(join(path, 'v10', 'run.json'), { startedAt: '2026-11-10T10:00:00.000Z' });
    await write(join(path, 'v10', 'ctrf.json'), {});

    const history = await loadHistory(path);

    expect(history).toMatchObject([
      { name: 'v10', verdict: 'divergent', scenarios: 5, reasons: 1 },
      { name: 'v2', verdict: 'equivalent', scenarios: 3, divergences: [] },
    ]);
  });

  test('refuses a folder without a report', async () => {
    await using folder = await temporaryFolder();

    await expect(loadHistory(folder.path)).rejects.toMatchObject({ code: 'PARITY_HISTORY_INVALID' });
  });

  test('refuses a folder that is not there', async () => {
    await expect(loadHistory('/nowhere')).rejects.toMatchObject({ code: 'PARITY_HISTORY_INVALID' });
  });
});
