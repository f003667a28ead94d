import { EXIT, type ExitCode } from '../../base/exit-codes.ts';
import { HarnessError } from '../../base/harness-error.ts';
import type { ProcessContext } from './command-context.ts';

/** What a command printed did not arrive: the disk is full, or the reader of a pipe has gone. */
class OutputFailed extends HarnessError {
  readonly code = 'PARITY_OUTPUT_FAILED';

  constructor(cause: Error) {
    super(`Standard output could not be written: ${cause.message}.`, {
      hint: 'Write it where there is room. The reports are in the evidence folder.',
      cause,
    });
  }
}

/**
 * Node ends a process whose output fails with exit code 1, which means divergent. Calls `fail` with an exit code of its
 * own instead, and says why where standard error still works.
 */
export function guardOutput(
  { stdout, stderr }: Pick<ProcessContext, 'stdout' | 'stderr'>,
  fail: (exitCode: ExitCode) => void,
): void {
  let hasFailed = false;
  stdout.on('error', (error) => {
    fail(EXIT.internal);
    if (!hasFailed) {
      hasFailed = true;
      const { code, message, hint } = new OutputFailed(error);
      stderr.write(`${code}: ${message}\n${hint}\n`);
    }
  });
  stderr.on('error', () => fail(EXIT.internal));
}
