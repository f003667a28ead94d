/** A lock that somebody else holds, until it is released or `longestMs` have passed. */
export class PretendedLock implements Disposable {
  readonly #released = Promise.withResolvers<'released'>();
  readonly #lease: NodeJS.Timeout;

  constructor(longestMs: number) {
    this.#lease = setTimeout(() => this.#released.resolve('released'), longestMs);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#lease);
    this.#released.resolve('released');
  }

  /** Whether it is free within so many milliseconds. */
  async isReleasedWithin(timeoutMs: number): Promise<boolean> {
    const late = Promise.withResolvers<'late'>();
    const patience = setTimeout(() => late.resolve('late'), timeoutMs);
    try {
      return (await Promise.race([this.#released.promise, late.promise])) === 'released';
    } finally {
      clearTimeout(patience);
    }
  }
}
