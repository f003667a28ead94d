import type { Evidence } from '../../evidence/evidence.ts';
import type { Proof } from '../../evidence/proof.ts';
import type { Baseline, VerdictReport } from '../../evidence/verdict.ts';
import type { ReleaseRecord } from './load-history.ts';

/** All that a report is made from. A report formats it and decides nothing. */
export interface ReportInput {
  readonly verdict: VerdictReport;
  readonly evidence: Evidence;
  /** The line of each scenario in its file, where the files are at hand. */
  readonly lines?: ReadonlyMap<string, number>;
  /** How strong the suite is, where `parity prove` has said so. */
  readonly proof?: Proof;
  /** The earlier verdict that this one was compared with. */
  readonly baseline?: Baseline;
  /** Earlier releases, the oldest first. */
  readonly history?: readonly ReleaseRecord[];
}
