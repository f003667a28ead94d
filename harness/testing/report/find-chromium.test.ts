import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findChromium } from './find-chromium.ts';

describe('findChromium', () => {
  test('takes the browser that PARITY_CHROMIUM names', () => {
    expect(findChromium({ PARITY_CHROMIUM: process.execPath, PATH: '/usr/bin' })).toBe(process.execPath);
  });

  test('takes no other browser where the named one is missing', () => {
    expect(findChromium({ PARITY_CHROMIUM: '/nowhere/chromium', PATH: '/usr/bin' })).toBeUndefined();
  });

  test('finds a browser on the PATH by the names that distributions use', async () => {
    await using folder = await temporaryFolder();
    const browser = join(folder.path, 'google-chrome');
    await writeFile(browser, '#!/bin/sh\n');
    await chmod(browser, 0o755);

    expect(findChromium({ PATH: folder.path })).toBe(browser);
  });
});

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'parity-chromium-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
