import { setTimeout as delay } from 'node:timers/promises';
import type { RecordedResponse } from './replay/recorded-response.ts';

/** The responses of a playback that are being given, which its end waits for and then cuts off. */
export class OpenResponses {
  readonly #open = new Set<Promise<void>>();
  readonly #delivering = new Set<RecordedResponse>();
  readonly #cut = new AbortController();

  /** Aborted when the scenario has ended. */
  get signal(): AbortSignal {
    return this.#cut.signal;
  }

  /** Notes a response that begins; the function says that it has ended. */
  begin(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#open.add(promise);
    return () => {
      this.#open.delete(promise);
      resolve();
    };
  }

  /** Cuts this one off with the others, until the function is called. */
  track(response: RecordedResponse): () => void {
    this.#delivering.add(response);
    return () => this.#delivering.delete(response);
  }

  /** Waits so long for the responses that are open, then cuts them off. */
  async close(graceMs: number): Promise<void> {
    await Promise.race([Promise.all(this.#open), delay(graceMs, undefined, { ref: false })]);
    this.#cut.abort(new Error('The scenario has ended.'));
    for (const response of this.#delivering) {
      response.end({ kind: 'abandoned' });
    }
  }
}
