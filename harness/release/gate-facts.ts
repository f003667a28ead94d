import type { Evidence } from '../evidence/evidence.ts';
import type { Proof } from '../evidence/proof.ts';
import type { Verdict } from '../evidence/verdict.ts';

/** Everything that a decision rests on. */
export interface GateFacts {
  readonly evidence: Evidence;
  readonly verdict: Verdict;
  /** What `parity prove` found, where it lies beside the evidence. */
  readonly proof: Proof | undefined;
  /** How many of the keys of the policy have signed this evidence. */
  readonly signedBy: number;
}
