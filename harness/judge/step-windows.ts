import type { Step } from '../evidence/step.ts';
import type { RunWindow } from '../values/run-window.ts';

/** For each step the time from the first request of the scenario to the end of that step; undefined while none was sent. */
export function findWindows(steps: readonly Step[]): (RunWindow | undefined)[] {
  let fromMs: number | undefined;
  let toMs = 0;
  return steps.map(({ time }) => {
    if (time !== undefined) {
      const startedMs = Date.parse(time.startedAt);
      fromMs ??= startedMs;
      toMs = Math.max(toMs, startedMs + time.durationMs);
    }
    return fromMs === undefined ? undefined : { fromMs, toMs };
  });
}
