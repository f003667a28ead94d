import type { Clock } from '../../ports/clock.ts';

/** Stands still until it is told to move; sleeping moves it at once. */
export class ManualClock implements Clock {
  readonly slept: number[] = [];
  readonly #timeouts: { readonly at: number; readonly controller: AbortController }[] = [];
  #now: number;

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  now(): Date {
    return new Date(this.#now);
  }

  advance(ms: number): void {
    this.#now += ms;
    for (const { at, controller } of this.#timeouts) {
      if (at <= this.#now) {
        controller.abort(new DOMException('The time is up', 'TimeoutError'));
      }
    }
  }

  timeout(ms: number): AbortSignal {
    const controller = new AbortController();
    this.#timeouts.push({ at: this.#now + ms, controller });
    return controller.signal;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.advance(ms);
  }
}
