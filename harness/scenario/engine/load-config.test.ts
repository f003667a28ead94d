import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { loadConfig } from './load-config.ts';

async function load(members: string) {
  await using folder = await temporaryDirectory();
  const path = join(folder.path, 'parity.config.mjs');
  await writeFile(
    path,
    `export default { scenarios: 's', cassettes: 'c', targets: { mock: {} }, rules: [], ${members} };`,
  );
  return await loadConfig(path);
}

test('formats that are named become rules for every channel, and so part of the evidence', async () => {
  const { rules } = await load(`formats: ['ulid', 'epoch-ms'], channels: ['mail']`);

  const as = { formats: ['ulid', 'epoch-ms'] };
  expect(rules).toContainEqual({ channel: 'http', pointer: '/**', as });
  expect(rules).toContainEqual({ channel: 'mail', pointer: '/**', as });
});

test('a format that there is not is refused with the names that there are', async () => {
  await expect(load(`formats: ['ulit']`)).rejects.toThrow(/`formats` has "ulit", which is none of objectid, ulid, /);
  await expect(load(`formats: 'ulid'`)).rejects.toThrow('`formats` is not a list of names');
});
