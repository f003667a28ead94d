import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { initProject } from './init-project.ts';

interface Project extends AsyncDisposable {
  readonly path: string;
  readonly read: (file: string) => Promise<string>;
}

async function projectWith(files: Readonly<Record<string, string>>): Promise<Project> {
  const path = await mkdtemp(join(tmpdir(), 'init-'));
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(path, name), text);
  }
  return {
    path,
    read: (file) => readFile(join(path, file), 'utf8'),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

describe('a project without the harness', () => {
  test('gets a configuration, a scenario, a script, and evidence stays out of its repository', async () => {
    await using project = await projectWith({ 'package.json': '{\n    "name": "shop"\n}\n', '.gitignore': 'dist' });

    const { written, kept, missing } = await initProject(project.path);

    expect(written).toEqual([
      'parity.config.ts',
      'parity/apps.ts',
      'parity/scenarios/greeting.scenario.ts',
      'package.json',
      '.gitignore',
    ]);
    expect(kept).toEqual([]);
    expect(missing).toEqual(['ultra-parity', 'vitest']);
    expect(await project.read('package.json')).toBe(
      '{\n    "name": "shop",\n    "scripts": {\n        "parity": "parity run"\n    }\n}\n',
    );
    expect(await project.read('.gitignore')).toBe('dist\n.parity/\n');
  });
});

describe('a project that has some of it', () => {
  test('keeps what it has', async () => {
    const own = '{"scripts":{"parity":"make parity"},"devDependencies":{"vitest":"5","ultra-parity":"0"}}';
    await using project = await projectWith({
      'package.json': own,
      'parity.config.ts': 'mine',
      '.gitignore': '.parity/\n',
    });

    const { written, kept, missing } = await initProject(project.path);

    expect(kept).toEqual(['parity.config.ts']);
    expect(written).toEqual(['parity/apps.ts', 'parity/scenarios/greeting.scenario.ts']);
    expect(missing).toEqual([]);
    expect(await project.read('parity.config.ts')).toBe('mine');
    expect(await project.read('package.json')).toBe(own);
  });

  test('changes nothing the second time', async () => {
    await using project = await projectWith({ 'package.json': '{}' });
    await initProject(project.path);

    const { written } = await initProject(project.path);

    expect(written).toEqual([]);
  });
});

test('a folder without a project is left alone', async () => {
  await using folder = await projectWith({ 'package.json': '{' });

  await expect(initProject(folder.path)).rejects.toMatchObject({ code: 'PARITY_PROJECT_MISSING' });
  expect(await readdir(folder.path)).toEqual(['package.json']);
});
