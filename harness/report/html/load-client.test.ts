import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadClient } from './load-client.ts';

const run = promisify(execFile);

describe('loadClient', () => {
  test('gives one script that imports nothing', async () => {
    const client = await loadClient();

    expect(client).not.toMatch(/\bimport\b[^(]*from|\bimport\(/);
    expect(client).toContain('Parity report');
  });

  test('gives what is written for the package', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'client.js');

    await run(process.execPath, [fileURLToPath(new URL('bundle-client.ts', import.meta.url)), file]);

    await expect(readFile(file, 'utf8')).resolves.toBe(await loadClient());
  });
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'parity-client-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
