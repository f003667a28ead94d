import { HarnessError } from '../base/harness-error.ts';
import type { Ablation, ControlResult, MutantResult, Proof } from '../evidence/proof.ts';
import { findSoleKills } from './ablation.ts';
import { computeTotals } from './summarise.ts';

/** The proofs are not the parts of one. */
class ProofsRefused extends HarnessError {
  readonly code = 'PARITY_PROOF_MERGE_REFUSED';

  constructor(problem: string) {
    super(`The proofs are not the parts of one: ${problem}.`, {
      hint: 'Prove each part once, on the same commit: npx parity prove --shard 1/4, then 2/4, 3/4 and 4/4.',
    });
  }
}

/**
 * The proofs of all parts of a catalogue as one, in whatever order they come.
 *
 * @throws ProofsRefused
 */
export function mergeProofs(proofs: readonly Proof[]): Proof {
  const [first] = proofs;
  if (first === undefined) {
    throw new ProofsRefused('there is none');
  }
  refuseMismatch(proofs, first);
  const total = computeTotals({
    mutants: groupById(proofs.flatMap(({ mutants }) => mutants)).map(pickLeastKilled),
    controls: groupById(proofs.flatMap(({ controls }) => controls)).map(pickLoudest),
    reasons: [...new Set(proofs.flatMap(({ reasons }) => reasons))],
  });
  return {
    schema: first.schema,
    commit: first.commit,
    scope: { ...first.scope, shard: null, scenarios: Math.max(...proofs.map(({ scope }) => scope.scenarios)) },
    ...total,
    ablation: mergeAblations(proofs, total.mutants),
    untried: first.untried.filter((rule) => proofs.every(({ untried }) => untried.includes(rule))),
  };
}

function refuseMismatch(proofs: readonly Proof[], first: Proof): void {
  if (proofs.some(({ commit }) => commit !== first.commit)) {
    throw new ProofsRefused('they are about different commits');
  }
  if (proofs.some(({ scope }) => scope.mutants !== first.scope.mutants)) {
    throw new ProofsRefused('they tried different mutants');
  }
  const parts = proofs.map(({ scope }) => scope.shard ?? '1/1');
  const of = Number(parts[0]?.split('/')[1]);
  const other = parts.find((part) => Number(part.split('/')[1]) !== of);
  if (other !== undefined) {
    throw new ProofsRefused(`part ${other} is not of ${of}`);
  }
  for (let index = 1; index <= of; index += 1) {
    const count = parts.filter((part) => part === `${index}/${of}`).length;
    if (count === 0) {
      throw new ProofsRefused(`part ${index}/${of} is missing`);
    }
    if (count > 1) {
      throw new ProofsRefused(`part ${index}/${of} is there ${count} times`);
    }
  }
}

function groupById<T extends { readonly id: string }>(items: readonly T[]): T[][] {
  return [...Map.groupBy(items, ({ id }) => id).values()];
}

/** What is generated is in every part. Where they disagree, it is not known to be killed. */
function pickLeastKilled(results: readonly MutantResult[]): MutantResult {
  const [first] = results;
  if (first === undefined) {
    throw new TypeError('A group has a member');
  }
  return results.find(({ outcome }) => outcome !== 'killed') ?? first;
}

/** Every part looks at the code as it is. */
function pickLoudest(results: readonly ControlResult[]): ControlResult {
  const [first] = results.toSorted((a, b) => b.divergences - a.divergences);
  if (first === undefined) {
    throw new TypeError('A group has a member');
  }
  return first.divergences > 0 ? first : (results.find(({ outcome }) => outcome === 'inconclusive') ?? first);
}

/** Rules are looked at on the code as it is, so each part says the same of them. */
function mergeAblations(proofs: readonly Proof[], mutants: readonly MutantResult[]): Ablation {
  const [first, ...rest] = proofs.map(({ ablation }) => ablation);
  if (first === undefined) {
    throw new TypeError('There is a proof');
  }
  const channels = first.channels.map(({ channel, kills, blind }) => {
    const own = rest.flatMap((one) => one.channels.filter((other) => other.channel === channel));
    return {
      channel,
      kills: own.reduce((sum, one) => sum + one.kills, kills),
      blind: [...blind, ...own.flatMap((one) => one.blind)].toSorted(),
    };
  });
  return {
    channels,
    scenarios: findSoleKills(mutants.filter(({ tier }) => tier !== 'G')),
    rules: first.rules,
    withoutEffect: {
      channels: channels.filter(({ kills }) => kills === 0).map(({ channel }) => channel),
      scenarios: first.withoutEffect.scenarios.filter((id) =>
        rest.every(({ withoutEffect }) => withoutEffect.scenarios.includes(id)),
      ),
      rules: first.withoutEffect.rules,
    },
  };
}
