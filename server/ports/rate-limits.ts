/** At most `limit` requests of one principal in a window, which begins with the principal's first request. */
export interface RateLimitPolicy {
  readonly name: string;
  /** 0 is no limit. */
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface RateLimitCount {
  /** Permits taken in this window, these included; no more than the limit and those asked for. */
  readonly hits: number;
  readonly resetsAt: Date;
}

export interface RateLimitRepository {
  /** Takes so many permits, for a request each, atomically over all instances. Those over the limit are void. */
  hit(request: {
    readonly policy: RateLimitPolicy;
    readonly principal: string;
    readonly permits: number;
    readonly now: Date;
  }): Promise<RateLimitCount>;
  /** Forgets windows that have ended, at most 1,000 of them. */
  forget(now: Date): Promise<void>;
}
