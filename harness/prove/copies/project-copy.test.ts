import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtempDisposable, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { processTag } from '../../base/process-tag.ts';
import { copyProject } from './project-copy.ts';

const FILES = {
  'package.json': '{}',
  'server/app.ts': 'app',
  'server/migrations/0001.sql': 'one',
  'node_modules/some/index.js': 'a package',
  'server/node_modules/other/index.js': 'another package',
  '.git/HEAD': 'history',
  '.parity/run.json': 'evidence',
};

test('removes what a process has left that was killed, and nothing of one that runs', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'copy-'));
  const copies = join(folder.path, '.parity/copies');
  const own = processTag();
  const killed = own.replace(/^\d+/, String(spawnSync(process.execPath, ['--version']).pid));
  const others = [`copy.${own}.a`, 'notes-of-somebody'];
  for (const name of [`copy.${killed}.b`, ...others]) {
    await mkdir(join(copies, name), { recursive: true });
  }

  await using copy = await copyProject(folder.path, {});

  expect((await readdir(copies)).toSorted()).toEqual([basename(copy.root), ...others].toSorted());
});

test('copies a project below itself with other text in some files, shares its packages, and goes without a trace', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'copy-'));
  const root = folder.path;
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  const read = (copy: string, name: string) => readFile(join(copy, name), 'utf8');
  let copied = '';
  {
    await using copy = await copyProject(root, { [join(root, 'server/migrations/0001.sql')]: 'other' });
    copied = copy.root;

    expect(copied.startsWith(join(root, '.parity'))).toBe(true);
    expect((await readdir(copied)).toSorted()).toEqual(['node_modules', 'package.json', 'server']);
    await expect(read(copied, 'server/migrations/0001.sql')).resolves.toBe('other');
    await expect(read(copied, 'server/app.ts')).resolves.toBe('app');
    await expect(read(copied, 'node_modules/some/index.js')).resolves.toBe('a package');
    await expect(read(copied, 'server/node_modules/other/index.js')).resolves.toBe('another package');
  }

  expect(existsSync(copied)).toBe(false);
  await expect(read(root, 'server/migrations/0001.sql')).resolves.toBe('one');
  await expect(read(root, 'node_modules/some/index.js')).resolves.toBe('a package');
});
