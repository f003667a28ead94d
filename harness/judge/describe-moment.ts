import { describeDistance, isInside, isNear, type RunWindow, roundToSeconds } from '../values/run-window.ts';

/** Two moments of one object that are closer than this happened together: their distance is noise. */
const TOGETHER_MS = 5_000;

/** A moment as it was written. */
export interface Moment {
  /** `instant.3.Z`: how it is written. */
  readonly form: string;
  readonly ms: number;
  readonly text: string;
}

export interface MomentContext {
  /** The earliest moment of the same object. */
  readonly earliestMs: number;
  /** The run up to the step; undefined where it was not measured. */
  readonly window: RunWindow | undefined;
}

/**
 * What two runs must agree on in a moment: its form and where it lies. `<instant.3.Z>` came about during the run,
 * `<instant.3.Z +900s>` lies that long after the earliest moment of its object, `<instant.3.Z 120min before the run>` has no
 * earlier one beside it. What is not near the run stands as it is written.
 */
export function describeMoment({ form, ms, text }: Moment, { earliestMs, window }: MomentContext): string {
  if (window !== undefined && isInside(ms, window)) {
    return `<${form}>`;
  }
  const distanceMs = ms - earliestMs;
  if (distanceMs >= TOGETHER_MS && (window === undefined || isNear(earliestMs, window))) {
    return `<${form} +${roundToSeconds(distanceMs)}s>`;
  }
  return window === undefined || isNear(ms, window) ? `<${form}${describeDistance(ms, window)}>` : `<${form} ${text}>`;
}
