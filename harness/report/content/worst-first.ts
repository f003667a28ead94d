import type { VerdictWord } from '../../evidence/verdict.ts';

/** The order in which reports list verdicts. */
export const VERDICTS: readonly VerdictWord[] = ['divergent', 'inconclusive', 'equivalent'];

/** Sorts what has a verdict, the worst first. */
export function compareVerdicts(a: { readonly verdict: VerdictWord }, b: { readonly verdict: VerdictWord }): number {
  return VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict);
}
