import type { WriteStream } from 'node:tty';
import type { ExitCode } from '../../base/exit-codes.ts';
import type { Environment } from '../../scenario/api/environment.ts';

/** The process that `parity` runs in, as values: nothing below reads it from anywhere else. */
export interface ProcessContext {
  readonly env: Environment;
  /** Absolute. */
  readonly cwd: string;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly now: () => Date;
  /** A new identifier of a run, safe in file and database names. */
  readonly newRunId: () => string;
  /** Aborted when the user presses Ctrl-C. */
  readonly signal: AbortSignal;
  /** The words after `parity`, for the line that reproduces a run. */
  readonly argv: readonly string[];
}

/** What a command acts in. */
export interface CommandContext extends ProcessContext {
  /** Sets the exit code of the process, as `process.exitCode` does: the command still runs to its end. */
  readonly exitWith: (code: ExitCode) => void;
  /**
   * The outputs without the firewall, for one thing alone: the command that opens a database which was started for this
   * run and ends with it. Users need its password.
   */
  readonly unguarded: Pick<ProcessContext, 'stdout' | 'stderr'>;
}
