import { EXIT, type ExitCode } from '../base/exit-codes.ts';
import type { Verdict } from '../evidence/verdict.ts';
import { isWaiverProblem } from '../evidence/waiver.ts';
import type { GateFacts } from './gate-facts.ts';
import { EXIT_OF_REASON, type GateReason } from './gate-reason.ts';
import type { Policy } from './policy.ts';
import { requireCassettes, requireCommit, requireTargets } from './require-evidence.ts';
import { requireCoverage, requireSensitivity } from './require-strength.ts';

/** What `parity gate --json` prints. */
export interface GateDecision {
  readonly schema: 'ultra-parity/gate/v1';
  readonly exitCode: ExitCode;
  /** `null`: it cannot be said, since evidence is missing. */
  readonly release: boolean | null;
  readonly reasons: readonly GateReason[];
}

/** May this be released? Pure: the same facts under the same policy give the same decision. */
export function gate(facts: GateFacts, policy: Policy): GateDecision {
  const reasons = [
    ...requireEquivalence(facts.verdict),
    ...requireWhole(facts.verdict, policy),
    ...requireSignatures(facts, policy),
    ...limitWaived(facts.verdict, policy),
    ...requireCoverage(facts.verdict, policy),
    ...requireSensitivity(facts, policy),
    ...requireTargets(facts, policy),
    ...requireCassettes(facts.evidence, policy),
    ...requireCommit(facts.evidence, policy),
  ];
  const exits = reasons.map(({ code }): ExitCode => EXIT_OF_REASON[code]);
  const exitCode = GRAVEST_FIRST.find((code) => exits.includes(code)) ?? EXIT.equivalent;
  const release = exitCode === EXIT.equivalent ? true : exitCode === EXIT.inconclusive ? null : false;
  return { schema: 'ultra-parity/gate/v1', exitCode, release, reasons };
}

/** A refusal outweighs what is not known. */
const GRAVEST_FIRST: readonly ExitCode[] = [EXIT.divergent, EXIT.signature, EXIT.waiver, EXIT.floor, EXIT.inconclusive];

function requireEquivalence({ verdict, counts, reasons }: Verdict): GateReason[] {
  if (verdict === 'equivalent') {
    return [];
  }
  if (verdict === 'divergent') {
    const message = `The targets differ in ${counts.divergences} places.`;
    return [{ code: 'divergent', message, hint: 'Open report.html: it shows each, and how to reproduce it.' }];
  }
  const [first] = reasons;
  const more = reasons.length > 1 ? `, and ${reasons.length - 1} more` : '';
  const message = `The verdict is inconclusive: ${first?.message ?? 'no reason was given'}${more}`;
  const code = reasons.some(isWaiverProblem) ? 'waiver_wrong' : 'inconclusive';
  return [{ code, message, hint: first?.hint ?? 'Run it again: npx parity run.' }];
}

/** What was not run is not known to be equivalent. */
function requireWhole({ scope }: Verdict, { allowPartial }: Policy): GateReason[] {
  if (scope.kind === 'whole' || allowPartial) {
    return [];
  }
  const message = `The evidence is of ${scope.scenarios} of ${scope.of} scenarios: it was narrowed by --scenario or --shard.`;
  return [{ code: 'partial_run', message, hint: 'Run the whole suite, or merge all of its shards: npx parity merge.' }];
}

function requireSignatures({ signedBy }: GateFacts, { signatures }: Policy): GateReason[] {
  if (signatures === undefined || signedBy >= signatures.required) {
    return [];
  }
  const message = `${signedBy} of the ${signatures.required} required keys have signed this evidence.`;
  return [{ code: 'signature_missing', message, hint: 'npx parity sign --evidence DIR --key PEM' }];
}

function limitWaived({ counts }: Verdict, { waived }: Policy): GateReason[] {
  if (waived === undefined || counts.waived <= waived) {
    return [];
  }
  const message = `${counts.waived} divergences are approved by waivers, and the policy allows ${waived}.`;
  return [{ code: 'waived_too_many', message, hint: 'Fix what the waivers cover, the oldest first.' }];
}
