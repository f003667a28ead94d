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
  const { hits, resetsAt } = await database.rateLimits.hit({ policy, principal, now });
  if (hits === 1) {
    await database.rateLimits.forget(now);
  }
  const headers = {
    'RateLimit-Policy': `"${policy.name}";q=${policy.limit};w=${policy.windowSeconds}`,
    RateLimit: `"${policy.name}";r=${Math.max(0, policy.limit - hits)}`,
  };
  if (hits > policy.limit) {
    const seconds = (resetsAt.getTime() - now.getTime()) / 1000;
    const retryAfter = Math.ceil(seconds / RETRY_STEP_SECONDS) * RETRY_STEP_SECONDS;
    throw new ProblemError('rate_limited', 'Wait as long as the header Retry-After says', {
      headers: { ...headers, 'Retry-After': String(retryAfter) },
    });
  }
  return headers;
}
