import type { Reason } from '../../evidence/verdict.ts';

/** A reason with all its places. */
export interface DistinctReason {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Where it was given: scenario and target; nowhere when it is about the run as a whole. */
  readonly places: readonly ReasonPlace[];
}

interface ReasonPlace {
  readonly scenario: string | null;
  readonly target: string | null;
}

/** Joins reasons that say the same. */
export function groupReasons(reasons: readonly Reason[]): readonly DistinctReason[] {
  const groups = Map.groupBy(reasons, ({ code, message, hint }) => [code, message, hint].join('\n'));
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) {
      return [];
    }
    const { code, message, hint } = first;
    const places = same
      .filter(({ scenario, target }) => scenario !== null || target !== null)
      .map(({ scenario, target }) => ({ scenario, target }));
    return [{ code, message, hint, places }];
  });
}
