import { HarnessError } from '../base/harness-error.ts';

const RUN_AGAIN = 'Run it again: npx parity run --out DIR.';

/** The folder is not what a run left behind: it is absent, cut short, edited, or of another version. */
export class EvidenceInvalid extends HarnessError {
  readonly code = 'PARITY_EVIDENCE_INVALID';
  /** What is wrong, without the path. */
  readonly problem: string;

  constructor(path: string, problem: string, { hint = RUN_AGAIN, cause }: { hint?: string; cause?: unknown } = {}) {
    super(`${path} is not valid evidence: ${problem}.`, { hint, cause });
    this.problem = problem;
  }
}
