import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresStartFailed } from '../../errors/postgres-start-failed.ts';

/**
 * The folder of this user that holds copied binaries and prepared clusters between runs. Everyone may pass through it,
 * because Postgres may run under another account.
 *
 * @throws PARITY_POSTGRES_START_FAILED when somebody else owns it
 */
export function cacheFolder(): string {
  const uid = process.getuid?.() ?? 0;
  const folder = join(tmpdir(), `ultra-parity-${uid}`);
  mkdirSync(folder, { recursive: true });
  const stat = lstatSync(folder);
  if (!stat.isDirectory() || stat.uid !== uid) {
    throw new PostgresStartFailed(`${folder} is not a folder of this user.`, { hint: `Remove ${folder}.` });
  }
  chmodSync(folder, 0o755);
  return folder;
}
