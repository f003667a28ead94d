import { setTimeout as delay, setImmediate as nextTurn } from 'node:timers/promises';

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

/** Time that passes at once when somebody waits for it: a stall of an hour costs one turn of the event loop. */
export class VirtualTime implements TimeSource {
  #elapsedMs = 0;

  /** How long everybody together has waited. */
  get elapsedMs(): number {
    return this.#elapsedMs;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#elapsedMs += ms;
    await nextTurn();
    signal.throwIfAborted();
  }
}
