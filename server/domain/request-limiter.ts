import type { Ports } from '../ports/ports.ts';
import type { RateLimitPolicy } from '../ports/rate-limits.ts';
import { type Headers, limitHeaders, overLimit } from './rate-limits.ts';

/** Permits that the database has given to this instance. */
interface Lease {
  readonly resetsAt: Date;
  /** Taken by all instances when this lease was. */
  readonly taken: number;
  left: number;
}

const LARGEST_LEASE = 20;
/** A lease is at most so small a share of the limit. */
const LEASES_IN_LIMIT = 60;

/**
 * Counts the requests of each principal over all instances, without a statement for each request: an instance takes
 * permits in advance, a sixtieth of the limit and 20 at most. More than the limit is never let through. While one
 * instance holds permits that it has not used, another may refuse up to that many requests too early.
 */
export class RequestLimiter {
  readonly #ports: Pick<Ports, 'database' | 'clock'>;
  readonly #policy: RateLimitPolicy;
  readonly #permits: number;
  /** By principal; windows are of one length, so that those in front end first. */
  readonly #leases = new Map<string, Lease>();
  readonly #pending = new Map<string, Promise<void>>();

  constructor(ports: Pick<Ports, 'database' | 'clock'>, policy: RateLimitPolicy) {
    this.#ports = ports;
    this.#policy = policy;
    this.#permits = Math.min(LARGEST_LEASE, Math.max(1, Math.floor(policy.limit / LEASES_IN_LIMIT)));
  }

  /** Gives what the client shall know, as headers. @throws ProblemError rate_limited */
  async admit(principal: string): Promise<Headers> {
    const { limit } = this.#policy;
    if (limit === 0) {
      return {};
    }
    for (;;) {
      const now = this.#ports.clock.now();
      const lease = this.#leases.get(principal);
      if (lease !== undefined && lease.resetsAt > now) {
        if (lease.left > 0) {
          lease.left -= 1;
          return limitHeaders(this.#policy, limit - lease.taken + lease.left);
        }
        if (lease.taken >= limit) {
          throw overLimit(this.#policy, lease.resetsAt, now);
        }
      }
      await this.#renewed(principal);
    }
  }

  /** Requests of one principal that come at once wait for one lease. */
  #renewed(principal: string): Promise<void> {
    const pending = this.#pending.get(principal);
    if (pending !== undefined) {
      return pending;
    }
    const renewing = this.#renew(principal).finally(() => this.#pending.delete(principal));
    this.#pending.set(principal, renewing);
    return renewing;
  }

  async #renew(principal: string): Promise<void> {
    const { database, clock } = this.#ports;
    const now = clock.now();
    const request = { policy: this.#policy, principal, permits: this.#permits, now };
    const { hits, resetsAt } = await database.rateLimits.hit(request);
    if (hits === this.#permits) {
      this.#forget(now);
      await database.rateLimits.forget(now);
    }
    const taken = Math.min(hits, this.#policy.limit);
    const left = Math.max(0, taken - (hits - this.#permits));
    this.#leases.delete(principal);
    this.#leases.set(principal, { resetsAt, taken, left });
  }

  #forget(now: Date): void {
    for (const [principal, { resetsAt }] of this.#leases) {
      if (resetsAt > now) {
        return;
      }
      this.#leases.delete(principal);
    }
  }
}
