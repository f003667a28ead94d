import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { Client } from '../api/client.ts';
import { captureCallSite } from './call-site.ts';
import { findUnreadable } from './check-expectation.ts';

export interface ScenarioGuardOptions {
  /** The folder of the project: lines are told relative to it. */
  readonly root: string;
  /** Where faults are added. */
  readonly faults: EvidenceFault[];
}

/**
 * Sees mistakes in the text of a scenario that would leave something unobserved: a request that is not awaited, an
 * expectation that states nothing or comes after the end. Each is a fault with the line that it stands in.
 */
export class ScenarioGuard {
  readonly #root: string;
  readonly #faults: EvidenceFault[];
  readonly #requests = new Set<WatchedRequest>();
  #hasEnded = false;

  constructor({ root, faults }: ScenarioGuardOptions) {
    this.#root = root;
    this.#faults = faults;
  }

  /** The same client, whose requests and expectations are watched. */
  guardClient(client: Client): Client {
    return {
      request: (method, path, options) =>
        this.#watch(`${method} ${path}`, async () => this.guard(await client.request(method, path, options))),
      get: (path, options) => this.#watch(`GET ${path}`, async () => this.guard(await client.get(path, options))),
      post: (path, options) => this.#watch(`POST ${path}`, async () => this.guard(await client.post(path, options))),
      start: (request) => {
        const name = `${request.method} ${request.path}`;
        const read = this.#expectRead(`response() of the started ${name}`);
        return this.#watch(`start() of ${name}`, async () => {
          const pending = await client.start(request);
          return { response: () => read(async () => this.guard(await pending.response())) };
        });
      },
      abort: (request) =>
        this.#watch(`abort() of ${request.method} ${request.path}`, async () =>
          this.guard(await client.abort(request)),
        ),
      concurrently: (times, request) =>
        this.#watch(`${times} x ${request.method} ${request.path}`, async () =>
          this.guard(await client.concurrently(times, request)),
        ),
    };
  }

  /** The same observation, whose expectations are checked before they are kept. */
  guard<T extends { expect(expectation: never): T }>(observation: T): T {
    const { expect } = observation;
    const guarded: T = {
      ...observation,
      expect: (expectation: never) => {
        if (this.#check(expectation)) {
          Reflect.apply(expect, observation, [expectation]);
        }
        return guarded;
      },
    };
    return guarded;
  }

  /** Watches anything else that a scenario must await, such as reading the tables. */
  watch<T>(what: string, act: () => Promise<T>): Promise<T> {
    return this.#watch(what, act);
  }

  /** The scenario has ended: what is still open was not awaited, and what comes now comes too late. */
  end(): void {
    for (const { what, place, isAwaited, isSettled } of this.#requests) {
      if (!isAwaited || !isSettled) {
        this.#faults.push({
          code: 'request_not_awaited',
          message: `${what} was not awaited${at(place)}, so what came of it is unknown.`,
          hint: 'Write await before it.',
        });
      }
    }
    this.#hasEnded = true;
  }

  /** Whether the expectation can be kept. One that comes after the end is an error as well: nothing reads its fault any more. */
  #check(expectation: unknown): boolean {
    const place = captureCallSite(this.#root);
    if (this.#hasEnded) {
      const message = `expect() was called after the end of the scenario${at(place)}, so it states nothing.`;
      this.#faults.push({ code: 'expectation_late', message, hint: 'Await what it stands in.' });
      throw new Error(message);
    }
    const found = findUnreadable(expectation);
    if (found === undefined) {
      return true;
    }
    const { pointer, what, hint } = found;
    const message = `expect() was given ${what}${pointer === '' ? '' : ` at ${pointer}`}${at(place)}, which states nothing.`;
    this.#faults.push({ code: 'expectation_unreadable', message, hint });
    return false;
  }

  #watch<T>(what: string, act: () => Promise<T>): Promise<T> {
    const request: WatchedRequest = { what, place: captureCallSite(this.#root), isAwaited: false, isSettled: false };
    this.#requests.add(request);
    const settled = act().finally(() => {
      request.isSettled = true;
    });
    const watched = new AwaitedPromise<T>((resolve, reject) => void settled.then(resolve, reject));
    // Where nothing awaits it, its rejection would end the process.
    void Reflect.apply(Promise.prototype.then, watched, [undefined, () => undefined]);
    return watched.watching(() => {
      request.isAwaited = true;
    });
  }

  /** Something that must be read before the end. */
  #expectRead(what: string): <T>(read: () => Promise<T>) => Promise<T> {
    const request: WatchedRequest = { what, place: captureCallSite(this.#root), isAwaited: false, isSettled: false };
    this.#requests.add(request);
    return (read) => {
      this.#requests.delete(request);
      return this.#watch(what, read);
    };
  }
}

interface WatchedRequest {
  readonly what: string;
  readonly place: string | undefined;
  isAwaited: boolean;
  isSettled: boolean;
}

/** A promise that tells when it is awaited. `await` and the combinators call `then` of what is no plain Promise. */
class AwaitedPromise<T> extends Promise<T> {
  #onAwait: (() => void) | undefined;

  static override get [Symbol.species]() {
    return Promise;
  }

  watching(onAwait: () => void): this {
    this.#onAwait = onAwait;
    return this;
  }

  // biome-ignore lint/suspicious/noThenProperty: await calls it, which is what is to be seen
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#onAwait?.();
    return super.then(onFulfilled, onRejected);
  }
}

function at(place: string | undefined): string {
  return place === undefined ? '' : ` (${place})`;
}
