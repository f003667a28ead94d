/** What one part of `npm test` came to. */
export interface PartResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** What this machine could not run, in words. */
  readonly notRun: readonly string[];
}
