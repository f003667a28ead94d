import type { Verdict } from '../compare/verdict.ts';
import type { Evidence } from '../observe/evidence.ts';
import type { ReleaseRecord } from './load-history.ts';
import type { ProofRecord } from './load-proof.ts';

/** All that a report is made from. A report formats it and decides nothing. */
export interface ReportInput {
  readonly verdict: Verdict;
  readonly evidence: Evidence;
  /** The line of each scenario in its file, where the files are at hand. */
  readonly lines?: ReadonlyMap<string, number>;
  /** How strong the suite is, where `parity prove` has said so. */
  readonly proof?: ProofRecord;
  /** Earlier releases, the oldest first. */
  readonly history?: readonly ReleaseRecord[];
}
