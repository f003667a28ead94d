import { findProofProblem } from '../evidence/find-proof-problem.ts';
import type { Proof, Tier } from '../evidence/proof.ts';
import type { Verdict } from '../evidence/verdict.ts';
import type { GateFacts } from './gate-facts.ts';
import type { GateReason } from './gate-reason.ts';
import type { Policy } from './policy.ts';

/** How much of what can happen was seen. */
export function requireCoverage(
  { coverage: { cells } }: Verdict,
  { coverage: floor, requiredCells }: Policy,
): GateReason[] {
  const shrunk = requireCells(cells?.required ?? 0, requiredCells);
  return floor === undefined ? shrunk : [...shrunk, ...requireShare(cells, floor)];
}

/** The document of the code under test says what must be seen, so it must not say less than before. */
function requireCells(required: number, pinned: number | undefined): GateReason[] {
  if (pinned === undefined || required >= pinned) {
    return [];
  }
  const message = `${required} cells must be covered, and the policy knows of ${pinned}: the OpenAPI document demands less, or more is exempt.`;
  return [
    {
      code: 'coverage_shrunk',
      message,
      hint: 'Find what the document lost. If it is meant, lower requiredCells in the policy.',
    },
  ];
}

function requireShare(cells: Verdict['coverage']['cells'], floor: number): GateReason[] {
  if (cells === undefined || cells.required === 0) {
    const message = 'The policy asks for coverage, and the run knew of no cells that must be covered.';
    return [{ code: 'coverage_missing', message, hint: 'Name the OpenAPI document in parity.config.ts.' }];
  }
  const reached = cells.covered / cells.required;
  if (reached >= floor) {
    return [];
  }
  const message = `${cells.covered} of ${cells.required} required cells have evidence (${percent(reached)}; the floor is ${percent(floor)}).`;
  return [{ code: 'coverage_low', message, hint: 'report.html lists the cells that are missing.' }];
}

/** How many seeded bugs the suite notices, and how quiet it is where there is none. */
export function requireSensitivity({ proof, evidence }: GateFacts, { sensitivity: floors }: Policy): GateReason[] {
  if (floors === undefined) {
    return [];
  }
  if (proof === undefined) {
    const message = 'The policy asks for sensitivity, and no proof.json lies in the evidence folder or in its prove/.';
    return [
      { code: 'proof_missing', message, hint: 'npx parity prove --out DIR/prove, with the evidence folder for DIR' },
    ];
  }
  const problem = findProofProblem(proof);
  if (problem !== undefined) {
    const message = `The numbers of proof.json do not follow from its mutants: ${problem}.`;
    return [{ code: 'proof_wrong', message, hint: 'Prove again: npx parity prove. Do not trust this file.' }];
  }
  const low = Object.entries(floors).flatMap(([tier, floor]): GateReason[] => {
    const { score, killed, total } = proof.tiers[tier as Tier];
    if (total === 0) {
      return [lowSensitivity(`Tier ${tier} has no mutant, so it proves nothing.`)];
    }
    if (score >= floor) {
      return [];
    }
    return [
      lowSensitivity(`Tier ${tier}: ${killed} of ${total} mutants were killed (the floor is ${percent(floor)}).`),
    ];
  });
  return [
    ...low,
    ...falsePositives(proof.falsePositives),
    ...partial(proof.scope),
    ...unsure(proof.reasons),
    ...otherCode(proof.commit, evidence.manifest.source?.commit),
  ];
}

function lowSensitivity(message: string): GateReason {
  return { code: 'sensitivity_low', message, hint: 'npx parity prove names the survivors.' };
}

function falsePositives(count: number): GateReason[] {
  if (count === 0) {
    return [];
  }
  const message = `${count} divergences appeared where no bug was seeded.`;
  return [{ code: 'false_positives', message, hint: 'A suite that flags everything proves nothing: find the noise.' }];
}

/** What was not tried may live. */
function partial({ mutants, shard }: Proof['scope']): GateReason[] {
  if (mutants === null && shard === null) {
    return [];
  }
  const part = [mutants === null ? [] : `the mutants ${mutants}`, shard === null ? [] : `part ${shard}`].flat();
  const message = `The proof tried only ${part.join(', ')}.`;
  return [
    {
      code: 'proof_partial',
      message,
      hint: 'Prove the whole: npx parity prove without --mutants; parts (--shard) are joined by parity merge.',
    },
  ];
}

function unsure(reasons: readonly string[]): GateReason[] {
  const [first] = reasons;
  if (first === undefined) {
    return [];
  }
  const more = reasons.length > 1 ? `, and ${reasons.length - 1} more` : '';
  const message = `The proof is inconclusive: ${first}${more}`;
  return [
    { code: 'proof_inconclusive', message, hint: 'Prove again on a machine that has time for it: npx parity prove.' },
  ];
}

function otherCode(proved: string | null | undefined, tested: string | null | undefined): GateReason[] {
  if (proved === tested) {
    return [];
  }
  const message = `The proof is about ${proved ?? 'an unknown commit'}, the evidence about ${tested ?? 'an unknown one'}.`;
  return [{ code: 'proof_of_other_code', message, hint: 'Run npx parity prove on the commit that is to be released.' }];
}

function percent(share: number): string {
  return `${Math.floor(share * 1000) / 10} %`;
}
