/** Gives Node 22 what it lacks of the language: it knows `Symbol.asyncDispose`, and not the stack that goes with it. */
type Release = () => unknown;

class Stack implements AsyncDisposableStack {
  readonly [Symbol.toStringTag] = 'AsyncDisposableStack';
  #releases: Release[] | undefined = [];

  get disposed(): boolean {
    return this.#releases === undefined;
  }

  use<T extends AsyncDisposable | Disposable | null | undefined>(value: T): T {
    if (value !== null && value !== undefined) {
      const release: Release = Symbol.asyncDispose in value ? value[Symbol.asyncDispose] : value[Symbol.dispose];
      this.defer(() => release.call(value));
    }
    return value;
  }

  adopt<T>(value: T, release: (value: T) => PromiseLike<void> | void): T {
    this.defer(() => release(value));
    return value;
  }

  defer(release: Release): void {
    this.#open().push(release);
  }

  move(): AsyncDisposableStack {
    const moved = new Stack();
    moved.#releases = this.#open();
    this.#releases = undefined;
    return moved;
  }

  /** The last that came is released first, and each is; what the last of those that fail throws is thrown. */
  async disposeAsync(): Promise<void> {
    const releases = this.#releases ?? [];
    this.#releases = undefined;
    const failures: unknown[] = [];
    for (const release of releases.toReversed()) {
      try {
        await release();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw failures.at(-1);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disposeAsync();
  }

  #open(): Release[] {
    if (this.#releases === undefined) {
      throw new ReferenceError('The stack is disposed');
    }
    return this.#releases;
  }
}

globalThis.AsyncDisposableStack ??= Stack;

export { Stack as AsyncDisposableStackOfNode22 };
