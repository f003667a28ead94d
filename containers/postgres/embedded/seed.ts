import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PostgresStartFailed } from '../../errors/postgres-start-failed.ts';
import { LOCALE_FLAGS, SUPERUSER } from '../settings.ts';
import type { Account } from './account.ts';
import { makeDraft, publish } from './binaries.ts';
import { cacheFolder } from './cache-folder.ts';
import { runTool } from './run-tool.ts';

const INITDB_FLAGS = [
  `--username=${SUPERUSER}`,
  '--auth-local=scram-sha-256',
  '--auth-host=scram-sha-256',
  '--no-sync',
  ...LOCALE_FLAGS,
];

export interface SeedOptions {
  readonly folder: string;
  readonly packageVersion: string;
  readonly account: Account;
}

/**
 * A prepared data folder that every cluster is copied from (initdb takes a second, a copy a tenth of that), made once
 * for each version, account and set of flags. Nobody knows its superuser's password: each copy gets a new one.
 *
 * @throws PARITY_POSTGRES_START_FAILED with what initdb said
 */
export async function ensureSeed({ folder, packageVersion, account }: SeedOptions): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([packageVersion, account, INITDB_FLAGS]))
    .digest('hex');
  const seed = join(cacheFolder(), `seed-${key.slice(0, 16)}`);
  if (existsSync(seed)) {
    return join(seed, 'data');
  }
  const draft = await makeDraft(seed);
  const passwordFile = join(draft, 'password');
  await writeFile(passwordFile, randomBytes(24).toString('hex'), { mode: 0o600 });
  if (account !== null) {
    await Promise.all([draft, passwordFile].map((path) => chown(path, account.uid, account.gid)));
  }
  const args = ['-D', join(draft, 'data'), `--pwfile=${passwordFile}`, ...INITDB_FLAGS];
  const { succeeded, output } = await runTool({ file: join(folder, 'bin/initdb'), args, account });
  await rm(passwordFile);
  if (!succeeded) {
    await rm(draft, { recursive: true });
    throw new PostgresStartFailed(`initdb failed: ${output}`);
  }
  await publish(draft, seed);
  return join(seed, 'data');
}
