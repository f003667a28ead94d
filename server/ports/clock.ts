/** The only source of time. Everything that reads or waits for time takes a Clock. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms` milliseconds; rejects with `signal.reason` when `signal` aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Aborts after `ms` milliseconds. */
  timeout(ms: number): AbortSignal;
}
