import type { Json } from '../values/json.ts';
import type { DivergenceKind } from './divergence.ts';

/** A divergence that somebody has approved, for a while. It is debt: it has an owner and an end. */
export interface Waiver {
  readonly id: string;
  /** A glob over scenario ids. Every scenario that it covers must show the divergence. */
  readonly scenario: string;
  readonly channel: string;
  /** RFC 6901, where `*` stands for one token. */
  readonly pointer: string;
  readonly kind: DivergenceKind;
  /** The values that were approved; another value is another divergence. */
  readonly left?: Json;
  readonly right?: Json;
  readonly owner: string;
  readonly reason: string;
  readonly issue: string;
  /** `YYYY-MM-DD`. */
  readonly created: string;
  /** `YYYY-MM-DD`, the last day on which it holds; at most 90 days after it was created. */
  readonly expires: string;
}

/** Why a waiver does not count. */
export interface WaiverProblem {
  readonly code: 'waiver_invalid' | 'waiver_expired' | 'waiver_unused' | 'waiver_over_broad';
  readonly message: string;
  readonly hint: string;
}

export const LONGEST_WAIVER_DAYS = 90;

const DAY_MS = 86_400_000;

/** A waiver holds to the end of its last day, in UTC. One without a date that can be read does not hold. */
export function hasExpired({ expires }: Pick<Waiver, 'expires'>, asOf: Date): boolean {
  return !(asOf.getTime() < Date.parse(expires) + DAY_MS);
}
