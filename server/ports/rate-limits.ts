/** At most `limit` requests of one principal in a window, which begins with the principal's first request. */
export interface RateLimitPolicy {
  readonly name: string;
  /** 0 is no limit. */
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface RateLimitCount {
  /** In this window, this request included; no more than the limit and one. */
  readonly hits: number;
  readonly resetsAt: Date;
}

export interface RateLimitRepository {
  /** Counts one request, atomically over all instances. */
  hit(request: {
    readonly policy: RateLimitPolicy;
    readonly principal: string;
    readonly now: Date;
  }): Promise<RateLimitCount>;
  /** Forgets windows that have ended, at most 1,000 of them. */
  forget(now: Date): Promise<void>;
}
