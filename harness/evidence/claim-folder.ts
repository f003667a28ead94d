import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HarnessError } from '../base/harness-error.ts';
import { hasCode } from '../base/has-code.ts';
import { makeFolder } from '../base/make-folder.ts';
import { isProcessGone, processTag } from '../base/process-tag.ts';
import { writeAtomically } from '../base/write-atomically.ts';
import { MANIFEST, MARKER, REPLACED } from './folder-contents.ts';

/** Another run writes its evidence into the folder. */
class FolderBusy extends HarnessError {
  readonly code = 'PARITY_FOLDER_BUSY';

  constructor(folder: string, { runId, tag }: Holder, lock: string) {
    super(`${folder} is in use by run ${runId} (process ${tag.split('-')[0]}).`, {
      hint: `Wait for it to end, or name another folder: --out DIR. If that process has ended, delete ${lock}.`,
    });
  }
}

/** The folder holds files under the names of evidence that no run has written. */
class FolderForeign extends HarnessError {
  readonly code = 'PARITY_FOLDER_FOREIGN';

  constructor(folder: string, names: readonly string[]) {
    super(`${folder} holds ${names.join(', ')}, which a run would replace, and no run has written them.`, {
      hint: 'Name another folder: --out DIR. Or move them away, if they may be lost.',
    });
  }
}

const holderSchema = z.object({ runId: z.string(), tag: z.string() });

/** The run that holds a folder, and its process. */
type Holder = z.infer<typeof holderSchema>;

const LOCK = /^\.run-.+\.lock$/;

/**
 * Keeps other runs out of the folder until it is disposed of. What a process has left that ended without doing so is
 * cleared away. Of two runs that begin at the same moment, both may be refused, but never none.
 *
 * @throws FolderBusy while another run holds it, FolderForeign where it holds files that no run has written
 */
export async function claimFolder(folder: string, runId: string): Promise<AsyncDisposable> {
  await refuseForeignFiles(folder);
  await makeFolder(folder);
  const own = join(folder, `.run-${runId}.lock`);
  if (existsSync(own)) {
    await refuseHolder(folder, own);
  }
  await writeAtomically(own, `${JSON.stringify({ runId, tag: processTag() })}\n`);
  const claim = { [Symbol.asyncDispose]: () => rm(own, { force: true }) };
  try {
    const names = (await readdir(folder)).filter((name) => LOCK.test(name));
    for (const lock of names.map((name) => join(folder, name)).filter((path) => path !== own)) {
      await refuseHolder(folder, lock);
    }
  } catch (error) {
    await claim[Symbol.asyncDispose]();
    throw error;
  }
  return claim;
}

async function refuseHolder(folder: string, lock: string): Promise<void> {
  const holder = await readHolder(lock);
  if (holder === undefined) {
    return;
  }
  if (!isProcessGone(holder.tag)) {
    throw new FolderBusy(folder, holder, lock);
  }
  await rm(lock, { force: true });
}

/** Undefined where the run has ended in between. */
async function readHolder(lock: string): Promise<Holder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(lock, 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return undefined;
    }
    return { runId: 'of unknown id', tag: 'unknown' };
  }
}

/**
 * Removes what an earlier run left in the folder, and only that.
 *
 * @throws FolderForeign
 */
export async function clearFolder(folder: string): Promise<void> {
  await refuseForeignFiles(folder);
  for (const name of REPLACED) {
    await rm(join(folder, name), { recursive: true, force: true });
  }
  await writeAtomically(join(folder, MARKER), 'Written by ultra-parity. The next run into this folder replaces it.\n');
}

async function refuseForeignFiles(folder: string): Promise<void> {
  const names = REPLACED.filter((name) => existsSync(join(folder, name)));
  if (names.length > 0 && !existsSync(join(folder, MARKER)) && !(await hasManifest(folder))) {
    throw new FolderForeign(folder, names);
  }
}

/** Whether its `run.json` is one of a run, of whatever version. */
async function hasManifest(folder: string): Promise<boolean> {
  try {
    return /"schema": ?"ultra-parity\/run\//.test(await readFile(join(folder, MANIFEST), 'utf8'));
  } catch {
    return false; // absent, or not readable: then it is not one of a run
  }
}
