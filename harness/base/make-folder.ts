import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { hasCode } from './has-code.ts';

/**
 * Makes a folder and the missing ones above it. Node's own `mkdir` with `recursive` never ends where a folder exists that
 * takes no other, such as `/proc`.
 *
 * @throws the error of the system, such as ENOENT or EACCES
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = [];
  for (let folder = resolve(path); !existsSync(folder); folder = dirname(folder)) {
    missing.unshift(folder);
  }
  for (const folder of missing) {
    await makeOne(folder);
  }
}

/** Another process may make the same folder at the same time. */
async function makeOne(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) {
      throw error;
    }
  }
}
