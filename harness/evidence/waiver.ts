import { z } from 'zod';
import { channelSchema, divergenceKindSchema } from './divergence.ts';
import { jsonSchema, object } from './schema.ts';

/** A divergence that a person has approved, for a while. It is debt: it has an owner and an end. */
export const waiverSchema = object({
  id: z.string().min(1),
  /** A glob over scenario ids. Every scenario that it covers must show the divergence. */
  scenario: z.string().min(1),
  channel: channelSchema,
  /** RFC 6901, where `*` stands for one token. */
  pointer: z.string(),
  kind: divergenceKindSchema,
  /** The values that were approved; another value is another divergence. */
  left: jsonSchema.exactOptional(),
  right: jsonSchema.exactOptional(),
  owner: z.string(),
  reason: z.string(),
  issue: z.string(),
  /** `YYYY-MM-DD`. */
  created: z.string(),
  /** `YYYY-MM-DD`, the last day on which it holds; at most 90 days after it was created. */
  expires: z.string(),
});

export type Waiver = z.infer<typeof waiverSchema>;

const PROBLEM_CODES = ['waiver_invalid', 'waiver_expired', 'waiver_unused', 'waiver_over_broad'] as const;

/** Whether a reason of a verdict is a wrong waiver. */
export function isWaiverProblem({ code }: { readonly code: string }): boolean {
  return PROBLEM_CODES.some((one) => one === code);
}

/** Why a waiver does not count. */
export interface WaiverProblem {
  readonly code: (typeof PROBLEM_CODES)[number];
  readonly message: string;
  readonly hint: string;
}

export const LONGEST_WAIVER_DAYS = 90;

const DAY_MS = 86_400_000;

/** A waiver holds to the end of its last day, in UTC. One without a date that can be read does not hold. */
export function hasExpired({ expires }: Pick<Waiver, 'expires'>, asOf: Date): boolean {
  return !(asOf.getTime() < Date.parse(expires) + DAY_MS);
}
