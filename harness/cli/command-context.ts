import type { WriteStream } from 'node:tty';
import type { Environment } from '../scenario/api/parity-config.ts';

/** The process that a command runs in, as values: nothing below reads it from anywhere else. */
export interface CommandContext {
  readonly env: Environment;
  /** Absolute. */
  readonly cwd: string;
  readonly stdout: WriteStream;
  readonly stderr: WriteStream;
  readonly now: () => Date;
  /** A new identifier of a run, safe in file and database names. */
  readonly newRunId: () => string;
  /** Aborted when a person interrupts. */
  readonly signal: AbortSignal;
  /** The words after `parity`, for the line that reproduces a run. */
  readonly argv: readonly string[];
}
