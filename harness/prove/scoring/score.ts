import type { Divergence } from '../../evidence/divergence.ts';
import type { Catch, MutantResult, Tier, TierScore } from '../../evidence/proof.ts';

/** Each channel and kind of each scenario once, in the order of the divergences. */
export function findDetections(divergences: readonly Divergence[]): Catch[] {
  const first = Map.groupBy(divergences, ({ scenario, channel, kind }) => [scenario, channel, kind].join('\n'));
  return [...first.values()].flatMap(([one]) => {
    if (one === undefined) {
      return [];
    }
    const { scenario, step, channel, kind, pointer } = one;
    return [{ scenario, step, channel, kind, pointer }];
  });
}

export function scoreTier(results: readonly MutantResult[], tier: Tier): TierScore {
  const own = results.filter((result) => result.tier === tier);
  const killed = own.filter(({ outcome }) => outcome === 'killed').length;
  const total = own.length;
  return { total, killed, score: total === 0 ? 1 : killed / total, lower95: wilsonLowerBound(killed, total) };
}

/** Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference. */
function wilsonLowerBound(successes: number, total: number): number {
  if (total === 0) {
    return 0;
  }
  const z = 1.959964;
  const p = successes / total;
  const centre = p + z ** 2 / (2 * total);
  const margin = z * Math.sqrt((p * (1 - p)) / total + z ** 2 / (4 * total ** 2));
  return Math.round(((centre - margin) / (1 + z ** 2 / total)) * 10_000) / 10_000;
}

/** A small set of scenarios that together kill every killed mutant: the greedy cover. */
export function smokeSet(results: readonly MutantResult[]): string[] {
  const chosen: string[] = [];
  let open = results.filter(({ outcome }) => outcome === 'killed');
  while (open.length > 0) {
    const counts = new Map<string, number>();
    for (const scenario of open.flatMap(({ killedBy }) => killedBy)) {
      counts.set(scenario, (counts.get(scenario) ?? 0) + 1);
    }
    const [best] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    if (best === undefined) {
      break;
    }
    chosen.push(best[0]);
    open = open.filter(({ killedBy }) => !killedBy.includes(best[0]));
  }
  return chosen;
}
