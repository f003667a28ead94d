import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hasCode } from '../base/has-code.ts';

/**
 * The files whose text is no longer the one that was loaded. A mutant is judged against the code as it was: where that
 * has changed meanwhile, the difference may be anybody's.
 *
 * @param digests SHA-256 in hexadecimal by absolute path
 */
export async function changedSources(digests: Readonly<Record<string, string>>): Promise<string[]> {
  const checked = await Promise.all(
    Object.entries(digests).map(async ([path, digest]) => ((await hashFile(path)) === digest ? [] : [path])),
  );
  return checked.flat();
}

async function hashFile(path: string): Promise<string | undefined> {
  try {
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return undefined;
    }
    throw error;
  }
}
