import type { Divergence } from '../compare/divergence.ts';
import type { Verdict } from '../compare/verdict.ts';

export interface ScenarioDivergences {
  readonly id: string;
  readonly title: string;
  readonly divergences: readonly Divergence[];
}

/** The divergences of a verdict below the scenario that showed them, in the order of the run. */
export function byScenario({ scenarios, divergences }: Verdict): readonly ScenarioDivergences[] {
  const titles = new Map(scenarios.map(({ id, title }) => [id, title]));
  const groups = Map.groupBy(divergences, ({ scenario }) => scenario);
  return [...groups].map(([id, own]) => ({ id, title: titles.get(id) ?? id, divergences: own }));
}
