import type { Verdict } from '../compare/verdict.ts';
import type { Evidence } from '../observe/evidence.ts';

/** All that a report is made from. A report formats it and decides nothing. */
export interface ReportInput {
  readonly verdict: Verdict;
  readonly evidence: Evidence;
}
