import { readFile } from 'node:fs/promises';
import { hasCode } from '../../base/has-code.ts';
import { readBlobs } from './blob-store.ts';
import type { Cassette } from './cassette.ts';
import { parseCassette } from './parse-cassette.ts';

/**
 * The cassette in this file.
 *
 * @throws PARITY_CASSETTE_INVALID, naming file and place; the error of the file system when the file cannot be read
 */
export async function loadCassette(path: string): Promise<Cassette> {
  const text = await readFile(path, 'utf8');
  return parseCassette(text, path, /"kind":\s*"blob"/.test(text) ? await readBlobs(path) : undefined);
}

/** {@link loadCassette}, or null when there is no such file. */
export async function loadCassetteIfThere(path: string): Promise<Cassette | null> {
  try {
    return await loadCassette(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return null;
    }
    throw error;
  }
}
