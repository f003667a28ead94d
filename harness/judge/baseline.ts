import type { Baseline, Verdict } from '../evidence/verdict.ts';
import { listBaselineReasons } from './baseline-reasons.ts';

/**
 * Says of each divergence whether an earlier verdict had it; what was not run again is not called fixed. A verdict is not
 * green where less must be seen than before.
 */
export function compareWithBaseline(verdict: Verdict, baseline: Baseline): Verdict {
  const before = new Set(baseline.divergences.map(({ id }) => id));
  const now = new Set(verdict.divergences.map(({ id }) => id));
  const wasRun = new Set(verdict.scenarios.map(({ id }) => id));
  const divergences = verdict.divergences.map((one) => ({
    ...one,
    since: before.has(one.id) ? ('persisting' as const) : ('new' as const),
  }));
  const ids = (since: 'new' | 'persisting') => divergences.filter((one) => one.since === since).map(({ id }) => id);
  const reasons = listBaselineReasons(verdict, baseline);
  return {
    ...verdict,
    verdict: verdict.verdict === 'equivalent' && reasons.length > 0 ? 'inconclusive' : verdict.verdict,
    reasons: [...verdict.reasons, ...reasons],
    divergences,
    baseline: {
      runId: baseline.runId,
      new: ids('new'),
      persisting: ids('persisting'),
      fixed: baseline.divergences
        .filter(({ id, scenario }) => !now.has(id) && wasRun.has(scenario))
        .map(({ id }) => id),
    },
  };
}
