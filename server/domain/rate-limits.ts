import type { Ports } from '../ports/ports.ts';
import type { RateLimitPolicy } from '../ports/rate-limits.ts';
import { ProblemError } from './errors.ts';

export interface RateLimits {
  /** Of a user or service key. */
  readonly requests: RateLimitPolicy;
  /** Of an address, at routes that ask for no token and do costly work. */
  readonly signIns: RateLimitPolicy;
  /** Of an account's password, from one address. */
  readonly passwords: RateLimitPolicy;
}

export type Headers = Readonly<Record<string, string>>;

/** Retry-After is rounded up to this, so that those who were refused at one moment do not all come back at one. */
const RETRY_STEP_SECONDS = 10;

/**
 * Counts one request of `principal`; gives what the client shall know, as headers (draft-ietf-httpapi-ratelimit-headers).
 * @throws ProblemError rate_limited
 */
export async function admitWithin(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  policy: RateLimitPolicy,
  principal: string,
): Promise<Headers> {
  if (policy.limit === 0) {
    return {};
  }
  const now = clock.now();
  const { hits, resetsAt } = await database.rateLimits.hit({ policy, principal, permits: 1, now });
  if (hits === 1) {
    await database.rateLimits.forget(now);
  }
  if (hits > policy.limit) {
    throw overLimit(policy, resetsAt, now);
  }
  return limitHeaders(policy, policy.limit - hits);
}

export function limitHeaders({ name, limit, windowSeconds }: RateLimitPolicy, left: number): Headers {
  return { 'RateLimit-Policy': `"${name}";q=${limit};w=${windowSeconds}`, RateLimit: `"${name}";r=${left}` };
}

export function overLimit(policy: RateLimitPolicy, resetsAt: Date, now: Date): ProblemError {
  const seconds = (resetsAt.getTime() - now.getTime()) / 1000;
  const retryAfter = Math.ceil(seconds / RETRY_STEP_SECONDS) * RETRY_STEP_SECONDS;
  return new ProblemError('rate_limited', 'Wait as long as the header Retry-After says', {
    headers: { ...limitHeaders(policy, 0), 'Retry-After': String(retryAfter) },
  });
}
