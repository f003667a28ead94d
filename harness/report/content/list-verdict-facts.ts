import { counted } from '../../base/plural.ts';
import type { Verdict } from '../../evidence/verdict.ts';

/**
 * What a verdict says besides its divergences, a sentence each, for the formats that people read: what changed since the
 * baseline, which scenarios are flaky, how much of what can happen was seen.
 */
export function listVerdictFacts({ baseline, control, coverage }: Verdict): readonly string[] {
  const flaky = new Set((control?.divergences ?? []).map(({ scenario }) => scenario));
  const { cells } = coverage;
  return [
    ...(baseline === undefined
      ? []
      : [
          `Since run ${baseline.runId}: ${baseline.new.length} new, ${baseline.persisting.length} persisting, ${baseline.fixed.length} fixed.`,
        ]),
    ...(flaky.size === 0 ? [] : [`Flaky, so not green: ${[...flaky].join(', ')}.`]),
    ...(cells === undefined
      ? []
      : [
          `${cells.covered} of ${counted(cells.required, 'required cell')} seen on every target, ${cells.exempt} exempt.`,
        ]),
  ];
}
