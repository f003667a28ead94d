/** What one part of `npm test` came to. */
export interface PartResult {
  readonly name: string;
  readonly passed: number;
  /** What failed, in a line each: its name, and why as far as a line holds it. */
  readonly failures: readonly string[];
  /** What this machine could not run, in words. */
  readonly notRun: readonly string[];
}

/**
 * A part that ended badly, or left no report, has failed at least once, even where it could name nothing.
 *
 * @param named undefined where no report was left
 * @param reasons why it ended so, where that is no single test, scenario or mutant
 */
export function listFailures(
  exitCode: number,
  named: readonly string[] | undefined,
  reasons: readonly string[] = [],
): readonly string[] {
  if (named !== undefined && (named.length > 0 || exitCode === 0)) {
    return named;
  }
  return [`a command ended with ${exitCode}: ${reasons.join(' ') || 'it left nothing that says why; see above'}`];
}
