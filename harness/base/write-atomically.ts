import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from './make-folder.ts';

/**
 * Writes a file whole or not at all: a crash leaves the file that was there. The draft lies in the same directory,
 * because a rename across file systems is a copy, and is named by process, so that workers do not meet. A text that comes in
 * pieces is never held as a whole.
 */
export async function writeAtomically(path: string, text: string | Iterable<string>): Promise<void> {
  await makeFolder(dirname(path));
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    await using file = await open(draft, 'w');
    await file.writeFile(text);
    await file.sync();
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await rename(draft, path);
}
