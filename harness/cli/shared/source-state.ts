import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceState } from '../../evidence/manifest.ts';
import type { Environment } from '../../scenario/api/environment.ts';

const LOCKFILES = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock'];

/** Which code lies in a folder: what git says about it, and the lock file of its packages. */
export function readSourceState(cwd: string, env: Environment): SourceState {
  const git = (...args: readonly string[]) => askGit(args, { cwd, env });
  const commit = git('rev-parse', 'HEAD')?.trim() ?? null;
  const status = commit === null ? '' : (git('status', '--porcelain') ?? '');
  const isDirty = status !== '';
  return {
    commit,
    isDirty,
    changes: isDirty ? sha256(`${status}\n${git('diff', 'HEAD') ?? ''}`) : null,
    lockfile: hashLockfile(cwd),
  };
}

/** What git prints; undefined where there is no git, no repository or no commit. */
function askGit(
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Environment },
): string | undefined {
  const { status, stdout } = spawnSync('git', args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 28 });
  return status === 0 ? stdout : undefined;
}

/** The nearest one, from the folder upwards. */
function hashLockfile(folder: string): string | null {
  const found = LOCKFILES.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (found !== undefined) {
    return sha256(readFileSync(found));
  }
  return dirname(folder) === folder ? null : hashLockfile(dirname(folder));
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
