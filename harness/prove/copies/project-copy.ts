import { cp, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { makeFolder } from '../../base/make-folder.ts';
import { isProcessGone, processTag } from '../../base/process-tag.ts';

/** A copy of a project with other text in some of its files. Disposing removes it. */
export interface ProjectCopy extends AsyncDisposable {
  /** The folder of the copy, absolute. */
  readonly root: string;
}

/** What no code of the project reads. */
const LEFT_OUT = ['.git', '.parity'];

/**
 * Copies the project below itself, so that what is looked for in the folders above is found there too. Packages are
 * shared, by links. The text of `sources`, by absolute path, stands in the copy instead of what the project has. What a
 * killed process has left is removed.
 */
export async function copyProject(root: string, sources: Readonly<Record<string, string>>): Promise<ProjectCopy> {
  const folder = join(root, '.parity', 'copies');
  await makeFolder(folder);
  await removeAbandoned(folder);
  await using opened = new AsyncDisposableStack();
  const copy = await mkdtemp(join(folder, `copy.${processTag()}.`));
  opened.defer(() => rm(copy, { recursive: true, force: true }));
  await copyInto(copy, root);
  for (const [path, text] of Object.entries(sources)) {
    await writeFile(join(copy, relative(root, path)), text);
  }
  const owned = opened.move();
  return { root: copy, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** What a process has left that was killed. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, owner = ''] = /^copy\.([\d-]+)\./.exec(name) ?? [];
    if (isProcessGone(owner)) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}

async function copyInto(copy: string, root: string): Promise<void> {
  const packages: string[] = [];
  const filter = (path: string): boolean => {
    if (basename(path) === 'node_modules') {
      packages.push(path);
    }
    return ![...LEFT_OUT, 'node_modules'].includes(basename(path));
  };
  for (const name of await readdir(root)) {
    const path = join(root, name);
    if (filter(path)) {
      await cp(path, join(copy, name), { recursive: true, verbatimSymlinks: true, filter });
    }
  }
  for (const path of packages) {
    const link = join(copy, relative(root, path));
    await makeFolder(dirname(link));
    await symlink(resolve(path), link);
  }
}
