import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';
import { temporaryDirectory } from './temporary-directory.ts';

test('a folder is made with those above it, by several at once', async () => {
  await using directory = await temporaryDirectory();
  const folder = join(directory.path, 'a/b/c');

  await Promise.all([makeFolder(folder), makeFolder(folder), makeFolder(folder)]);

  expect(existsSync(folder)).toBe(true);
});

test('a folder that exists is left as it is', async () => {
  await using directory = await temporaryDirectory();

  await expect(makeFolder(directory.path)).resolves.toBeUndefined();
});

test('a place that takes no folder is an error of the system, not an endless wait', async () => {
  await expect(makeFolder('/proc/nope/deeper')).rejects.toMatchObject({ code: expect.any(String) });
});
