import type { PoolStatus } from '../../ports/database.ts';

export interface PretendedPoolOptions {
  readonly size: number;
  /** How long somebody waits for a connection. */
  readonly timeoutMs: number;
  /** What whoever waited so long is told. */
  readonly gaveUp: () => Error;
}

/** A pool of connections to nothing: so many work at once, the others wait in the order in which they came. */
export class PretendedPool {
  readonly #options: PretendedPoolOptions;
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(options: PretendedPoolOptions) {
    this.#options = options;
  }

  get status(): PoolStatus {
    return { total: this.#taken, idle: 0, waiting: this.#waiting.length };
  }

  async use<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) {
        this.#taken -= 1;
      } else {
        next();
      }
    }
  }

  #turn(): Promise<void> {
    const { size, timeoutMs, gaveUp } = this.#options;
    if (this.#taken < size) {
      this.#taken += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(patience);
        resolve();
      };
      const patience = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(enter), 1);
        reject(gaveUp());
      }, timeoutMs);
      this.#waiting.push(enter);
    });
  }
}
