import { EXIT, type ExitCode } from '../../base/exit-codes.ts';
import { HarnessError } from '../../base/harness-error.ts';
import { toPrintableText } from '../../base/printable.ts';
import type { ProcessContext } from './command-context.ts';
import { toUserError } from './to-user-error.ts';

/** What the shell is told for each error that has a more exact answer than "configuration". */
const EXIT_CODES: Readonly<Record<string, ExitCode>> = {
  PARITY_UNKNOWN_TARGET: EXIT.usage,
  PARITY_USAGE: EXIT.usage,
  PARITY_EVIDENCE_INVALID: EXIT.inconclusive,
  PARITY_MERGE_REFUSED: EXIT.inconclusive,
  PARITY_PROOF_MERGE_REFUSED: EXIT.inconclusive,
  PARITY_INTERCEPTION_ESCAPED: EXIT.inconclusive,
  PARITY_MUTANT_STALE: EXIT.inconclusive,
};

/** The words on the command line are right one by one, but not together. */
export class UsageError extends HarnessError {
  readonly code = 'PARITY_USAGE';
}

/** Tells a person, or a script that asked for JSON, why a command failed, and returns the exit code. */
export function reportError(thrown: unknown, { stderr, stdout, argv, env, cwd }: ProcessContext): ExitCode {
  const error = toUserError(thrown, cwd);
  const isOurs = error instanceof HarnessError;
  const exitCode = isOurs ? (EXIT_CODES[error.code] ?? EXIT.configuration) : EXIT.internal;
  const code = isOurs ? error.code : 'PARITY_INTERNAL';
  const message = error instanceof Error ? error.message : String(error);
  const hint = isOurs ? error.hint : 'This is a bug in the harness. Set PARITY_DEBUG=1 for the stack.';

  stderr.write(toPrintableText(`${code}: ${message}\n${hint}\n`));
  if (env['PARITY_DEBUG'] && error instanceof Error) {
    stderr.write(`${toPrintableText(String(error.stack))}\n`);
  }
  if (argv.includes('--json')) {
    stdout.write(
      `${JSON.stringify({ schema: 'ultra-parity/error/v1', exitCode, error: { code, message, hint } }, null, 2)}\n`,
    );
  }
  return exitCode;
}
