import { setTimeout as delay } from 'node:timers/promises';

/** What paced replay and stalls wait by. */
export interface TimeSource {
  /** Waits for `ms` milliseconds. Rejects when the signal is aborted first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The clock on the wall. */
export const wallTime: TimeSource = {
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal });
  },
};

/** The clock on the wall, `factor` times as fast. */
export function fasterTime(factor: number): TimeSource {
  return { sleep: async (ms, signal) => await wallTime.sleep(ms / factor, signal) };
}
