/**
 * The span of time in which everything that a step shows as new must have come about. Milliseconds since 1970.
 *
 * This file is the one place where moments are rounded, and only those near the run are: it decides what is near.
 */
export interface RunWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Clocks of one machine agree better than this; what is closer to the window than this lies inside. */
const SKEW_MS = 5_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export function isInside(ms: number, { fromMs, toMs }: RunWindow): boolean {
  return ms >= fromMs - SKEW_MS && ms <= toMs + SKEW_MS;
}

/** Whether a moment may be a product of the run: what lies further back than a day is none. */
export function isNear(ms: number, { fromMs }: RunWindow): boolean {
  return ms >= fromMs - DAY_MS;
}

/**
 * Where a moment lies, in words that are the same in every run: nothing for the run itself, minutes before or after it
 * (a clock that is hours off shows), and the moment itself where it is not near.
 */
export function describeDistance(ms: number, window: RunWindow | undefined): string {
  if (window === undefined || isInside(ms, window)) {
    return '';
  }
  if (!isNear(ms, window)) {
    return ` ${new Date(ms).toISOString()}`;
  }
  return ms > window.toMs
    ? ` ${Math.round((ms - window.toMs) / MINUTE_MS)}min after the step`
    : ` ${Math.round((window.fromMs - ms) / MINUTE_MS)}min before the run`;
}

/** A distance between two moments near the run in seconds, as exact as it may be in a run that took its time. */
export function roundToSeconds(distanceMs: number): number {
  const seconds = distanceMs / 1_000;
  const unit = seconds < 60 ? 1 : seconds < 3_600 ? 10 : 60;
  return Math.round(seconds / unit) * unit;
}
