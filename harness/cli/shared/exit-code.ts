import { EXIT, type ExitCode } from '../../base/exit-codes.ts';
import type { Reason, Verdict, VerdictReport, VerdictWord } from '../../evidence/verdict.ts';
import { isWaiverProblem } from '../../evidence/waiver.ts';
import type { VerificationReason } from '../../release/verification-reason.ts';
import type { Verification } from '../../release/verify-evidence.ts';

const EXIT_CODES: Readonly<Record<VerdictWord, ExitCode>> = {
  equivalent: EXIT.equivalent,
  divergent: EXIT.divergent,
  inconclusive: EXIT.inconclusive,
};

/** What the shell gets for a verdict. A wrong waiver has its own code, unless something diverges. */
function getExitCode({
  verdict,
  reasons,
}: {
  readonly verdict: VerdictWord;
  readonly reasons: readonly Pick<Reason, 'code'>[];
}): ExitCode {
  return verdict === 'inconclusive' && reasons.some(isWaiverProblem) ? EXIT.waiver : EXIT_CODES[verdict];
}

/** The verdict as `--json` prints it and `report.json` holds it. */
export function reportVerdict(verdict: Verdict): VerdictReport {
  return { ...verdict, exitCode: getExitCode(verdict) };
}

/** What the shell gets where the signature is good and the evidence is not enough. */
const EXIT_OF_REASON: Readonly<Partial<Record<VerificationReason['code'], ExitCode>>> = {
  waiver_expired: EXIT.waiver,
  partial_run: EXIT.inconclusive,
};

/** What the shell gets for a verification: 5 where the signature cannot be trusted, otherwise what the verdict says. */
export function getVerificationExitCode({ reasons, judged }: Verification): ExitCode {
  if (reasons.length === 0 && judged !== null) {
    return getExitCode(judged);
  }
  const exitCodes = reasons.map(({ code }) => EXIT_OF_REASON[code] ?? EXIT.signature);
  return exitCodes.find((code) => code === EXIT.signature) ?? exitCodes[0] ?? EXIT.signature;
}
