import type { Clock } from '../../ports/clock.ts';

/** Stands still until it is told to move; sleeping moves it at once. */
export class ManualClock implements Clock {
  readonly slept: number[] = [];
  #now: number;

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.advance(ms);
  }
}
