import { FLOORS, type Proof, type Tier, tierSchema } from './proof.ts';

/** What a proof says that does not follow from its own mutants and controls; undefined where all of it does. */
export function findProofProblem(proof: Proof): string | undefined {
  const { mutants, controls, falsePositives, exitCode, reasons, tiers, kills } = proof;
  const ids = mutants.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) {
    return `the mutant ${twice} is listed twice`;
  }
  const unseen = mutants.find(
    ({ outcome, killedBy, caught }) => outcome === 'killed' && (killedBy.length === 0 || caught.length === 0),
  );
  if (unseen !== undefined) {
    return `the mutant ${unseen.id} is killed, and no scenario killed it`;
  }
  const wrongTier = tierSchema.options.find((tier) => !followsFromMutants(proof, tier));
  if (wrongTier !== undefined) {
    return `tier ${wrongTier} says ${tiers[wrongTier].killed} of ${tiers[wrongTier].total} killed, and its mutants say something else`;
  }
  const wrongKill = findWrongKill(proof);
  if (wrongKill !== undefined) {
    return `the mutant ${wrongKill} is in the kills of ${Object.keys(kills).length} scenarios, and was not killed by them`;
  }
  const noise = controls.reduce((sum, { divergences }) => sum + divergences, 0);
  const hidden = controls.find(
    ({ outcome, divergences, findings }) =>
      ((outcome === 'quiet') !== (divergences === 0) && outcome !== 'inconclusive') || findings.length > divergences,
  );
  if (noise !== falsePositives || hidden !== undefined) {
    return `it says ${falsePositives} false positives, and its controls say something else`;
  }
  const isGood =
    reasons.length === 0 && noise === 0 && tierSchema.options.every((tier) => tiers[tier].score >= FLOORS[tier]);
  return exitCode === 0 && !isGood ? 'it says that every floor is met, and they are not' : undefined;
}

function followsFromMutants({ tiers, mutants }: Proof, tier: Tier): boolean {
  const own = mutants.filter((mutant) => mutant.tier === tier);
  const killed = own.filter(({ outcome }) => outcome === 'killed').length;
  const { total, killed: said, score, lower95 } = tiers[tier];
  const expected = own.length === 0 ? 1 : killed / own.length;
  return total === own.length && said === killed && Math.abs(score - expected) < 1e-9 && lower95 <= score;
}

/** A mutant in the kill matrix that was not killed by that scenario. */
function findWrongKill({ kills, mutants }: Proof): string | undefined {
  const killers = new Map(mutants.map(({ id, outcome, killedBy }) => [id, outcome === 'killed' ? killedBy : []]));
  for (const [scenario, ids] of Object.entries(kills)) {
    const wrong = ids.find((id) => killers.get(id)?.includes(scenario) !== true);
    if (wrong !== undefined) {
      return wrong;
    }
  }
  return undefined;
}
