import type { Divergence } from '../../evidence/divergence.ts';
import type { ReportInput } from './report-input.ts';
import { getReproduceCommand } from './reproduce-command.ts';

export interface ScenarioDivergences {
  readonly id: string;
  readonly title: string;
  readonly divergences: readonly Divergence[];
  /** What a person types to see it again. */
  readonly command: string;
}

/** The divergences without a waiver, by scenario, in the order of the run. */
export function groupByScenario({ verdict, evidence }: ReportInput): readonly ScenarioDivergences[] {
  const { scenarios, divergences } = verdict;
  const titles = new Map(scenarios.map(({ id, title }) => [id, title]));
  const open = divergences.filter(({ waiver }) => waiver === undefined);
  const groups = Map.groupBy(open, ({ scenario }) => scenario);
  return [...groups].map(([id, own]) => ({
    id,
    title: titles.get(id) ?? id,
    divergences: own,
    command: getReproduceCommand(id, evidence.manifest.command),
  }));
}
