import { HarnessError } from '../../base/harness-error.ts';
import { describeUserError, isThrownByProject } from '../../scenario/engine/call-site.ts';

/** Code of the project, such as a function of its configuration, has thrown. */
class ProjectFailed extends HarnessError {
  readonly code = 'PARITY_PROJECT_FAILED';
}

/** The operating system refuses what a command needs. */
class SystemRefused extends HarnessError {
  readonly code = 'PARITY_SYSTEM_REFUSED';
}

const NEXT_STEPS: Readonly<Record<string, string>> = {
  EACCES: 'Give your user the permission, or name another folder.',
  EPERM: 'Give your user the permission, or name another folder.',
  EROFS: 'Name a folder that can be written.',
  ENOSPC: 'Free some space, or name a folder on another disk.',
  EDQUOT: 'Free some space, or name a folder on another disk.',
  ENOENT: 'Check the path.',
  ENOTDIR: 'A file stands where a folder is needed: name another path.',
  EEXIST: 'A file stands where a folder is needed: name another path.',
  EISDIR: 'A folder stands where a file is needed: name another path.',
  ENAMETOOLONG: 'Choose a shorter path.',
  ELOOP: 'Check the symbolic links of the path.',
  EMFILE: 'Allow more open files: ulimit -n 4096.',
  ENFILE: 'Allow more open files: ulimit -n 4096.',
  EADDRINUSE: 'End what listens there, or name another port.',
};

/**
 * The error as one that says what to do about it, where it is no fault of the harness: the operating system refuses, or code
 * of the project has thrown. Any other is returned as it is.
 *
 * @param root the folder of the project: lines are told relative to it
 */
export function toUserError(error: unknown, root: string): unknown {
  if (error instanceof HarnessError || !(error instanceof Error)) {
    return error;
  }
  const code = 'code' in error && 'syscall' in error ? String(error.code) : '';
  const hint = NEXT_STEPS[code];
  if (hint !== undefined) {
    return new SystemRefused(describeUserError(error, root), { hint, cause: error });
  }
  if (isThrownByProject(error.stack)) {
    return new ProjectFailed(describeUserError(error, root), { hint: 'Fix what throws there.', cause: error });
  }
  return error;
}
