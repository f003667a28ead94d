/** The span of time in which everything that a step shows as new must have come about. Milliseconds since 1970. */
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

/**
 * Where a moment lies, in words that are the same in every run: nothing for the run itself, minutes before or after it
 * (a clock that is hours off shows), and the moment itself where that is further back than a day, since then it is no
 * product of the run.
 */
export function describeDistance(ms: number, window: RunWindow | undefined): string {
  if (window === undefined || isInside(ms, window)) {
    return '';
  }
  if (ms > window.toMs) {
    return ` ${minutes(ms - window.toMs)}min after the step`;
  }
  const beforeMs = window.fromMs - ms;
  return beforeMs > DAY_MS ? ` ${new Date(ms).toISOString()}` : ` ${minutes(beforeMs)}min before the run`;
}

function minutes(ms: number): number {
  return Math.round(ms / MINUTE_MS);
}
