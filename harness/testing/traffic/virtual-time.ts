import { setImmediate as nextTurn } from 'node:timers/promises';
import type { TimeSource } from '../../traffic/engine/replay/time-source.ts';

/** For tests: time that passes at once when it is waited for. A stall of an hour costs one turn of the event loop. */
export class VirtualTime implements TimeSource {
  #elapsedMs = 0;

  /** How long all together have waited. */
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
