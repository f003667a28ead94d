import { EXIT, type ExitCode } from '../base/exit-codes.ts';

/** Why something may not be released. `code` is stable; `hint` is the next step. */
export interface GateReason {
  readonly code: GateReasonCode;
  readonly message: string;
  readonly hint: string;
}

export type GateReasonCode = keyof typeof EXIT_OF_REASON;

/** What each reason tells the shell. Those of `inconclusive` are no refusal: what is missing can still be shown. */
export const EXIT_OF_REASON = {
  divergent: EXIT.divergent,
  signature_missing: EXIT.signature,
  waiver_wrong: EXIT.waiver,
  waived_too_many: EXIT.waiver,
  coverage_low: EXIT.floor,
  sensitivity_low: EXIT.floor,
  false_positives: EXIT.floor,
  proof_wrong: EXIT.floor,
  coverage_shrunk: EXIT.floor,
  inconclusive: EXIT.inconclusive,
  partial_run: EXIT.inconclusive,
  target_missing: EXIT.inconclusive,
  witness_missing: EXIT.inconclusive,
  control_missing: EXIT.inconclusive,
  coverage_missing: EXIT.inconclusive,
  proof_missing: EXIT.inconclusive,
  proof_of_other_code: EXIT.inconclusive,
  proof_partial: EXIT.inconclusive,
  proof_inconclusive: EXIT.inconclusive,
  cassette_old: EXIT.inconclusive,
  cassette_source: EXIT.inconclusive,
  commit_unknown: EXIT.inconclusive,
  commit_dirty: EXIT.inconclusive,
} as const satisfies Record<string, ExitCode>;
