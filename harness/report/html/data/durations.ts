import type { ScenarioVerdict } from '../../../evidence/verdict.ts';
import type { ReportInput } from '../../content/report-input.ts';

export type SlowScenario = Pick<ScenarioVerdict, 'id' | 'durationMs'>;

export interface Durations {
  /** Of all scenarios together, for each target. */
  readonly totals: readonly { readonly target: string; readonly ms: number }[];
  /** By their longest duration on any target. */
  readonly slowest: readonly SlowScenario[];
}

const MOST_SCENARIOS = 50;

/** Where the time of the run went. */
export function summariseDurations({ verdict: { scenarios, targets } }: ReportInput): Durations {
  const longest = ({ durationMs }: SlowScenario) => Math.max(0, ...Object.values(durationMs));
  return {
    totals: targets.map(({ name }) => ({
      target: name,
      ms: scenarios.reduce((sum, { durationMs }) => sum + (durationMs[name] ?? 0), 0),
    })),
    slowest: scenarios
      .toSorted((a, b) => longest(b) - longest(a))
      .slice(0, MOST_SCENARIOS)
      .map(({ id, durationMs }) => ({ id, durationMs })),
  };
}
