import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isProcessGone, processTag } from 'ultra-parity';
import { getErrorCode } from '../connection.ts';
import type { Account } from './account.ts';
import { cacheFolder } from './cache-folder.ts';

const MEMORY = '/dev/shm';
const MEMORY_NEEDED_BYTES = 2 * 1024 ** 3;
const PREFIX = 'ultra-parity-pg';

/**
 * A new folder for one cluster, in memory when /dev/shm has 2 GB free. Its name, `ultra-parity-pg.<run>.<process>.<random>`,
 * says whose it is. It lies in a folder with the sticky bit, so that its owner can remove it without being root.
 */
export async function makeClusterFolder(runId: string, account: Account): Promise<string> {
  const run = runId.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 40);
  const folder = await mkdtemp(join(await baseFolder(), `${PREFIX}.${run}.${processTag()}.`));
  if (account !== null) {
    await chown(folder, account.uid, account.gid);
  }
  return folder;
}

async function baseFolder(): Promise<string> {
  try {
    const { bavail, bsize } = await statfs(MEMORY);
    return bavail * bsize >= MEMORY_NEEDED_BYTES ? MEMORY : tmpdir();
  } catch (error) {
    if (getErrorCode(error) === 'ENOENT') {
      return tmpdir();
    }
    throw error;
  }
}

/**
 * Removes the clusters and half-made cache entries of runs whose process is gone, and stops a Postgres that still runs
 * in one. Only folders with our name, owned by this user or its Postgres account, are looked at.
 */
export async function sweepClusterFolders(account: Account): Promise<number> {
  const uids = [process.getuid?.(), account?.uid];
  const clusters = [MEMORY, tmpdir()].flatMap((base) => abandoned(base, new RegExp(`^${PREFIX}\\.[^.]*\\.([^.]*)\\.`)));
  const drafts = abandoned(cacheFolder(), /\.draft\.([^.]*)\./);
  const ours = [...clusters, ...drafts].filter((path) =>
    uids.includes(lstatSync(path, { throwIfNoEntry: false })?.uid),
  );
  for (const path of ours) {
    stopPostmaster(path);
    await rm(path, { recursive: true, force: true, maxRetries: 3 });
  }
  return ours.length;
}

function abandoned(base: string, pattern: RegExp): string[] {
  const entries = list(base).filter((name) => isProcessGone(pattern.exec(name)?.[1] ?? ''));
  return entries.map((name) => join(base, name));
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (getErrorCode(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** @note SIGQUIT is Postgres's immediate shutdown. The command line is compared, because process ids are used again. */
function stopPostmaster(cluster: string): void {
  try {
    const pid = Number(readFileSync(join(cluster, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (commandLine.includes(cluster)) {
      process.kill(pid, 'SIGQUIT');
    }
  } catch (error) {
    if (getErrorCode(error) !== 'ENOENT' && getErrorCode(error) !== 'ESRCH') {
      throw error;
    }
  }
}
