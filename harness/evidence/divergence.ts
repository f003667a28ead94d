import { createHash } from 'node:crypto';
import { z } from 'zod';
import { jsonSchema, object } from './schema.ts';

/** The name of a channel: lower case and hyphens, since it stands in waivers, reports and commands. */
export const CHANNEL_NAME = /^[a-z][a-z0-9-]*$/;

export const channelSchema = z.string().regex(CHANNEL_NAME, 'must be the name of a channel');

/** `missing`: only the left side has it. `extra`: only the right side has it. */
export const divergenceKindSchema = z.enum(['value', 'type', 'missing', 'extra', 'order', 'length', 'status', 'event']);

export type DivergenceKind = z.infer<typeof divergenceKindSchema>;

const difference = {
  /** RFC 6901, relative to the channel of the step. */
  pointer: z.string(),
  kind: divergenceKindSchema,
  left: jsonSchema,
  right: jsonSchema,
  /** What to do about it, where the values themselves say so. */
  hint: z.string().exactOptional(),
};

/** One disagreement inside a channel of a step. */
export const differenceSchema = object(difference);

export type Difference = z.infer<typeof differenceSchema>;

/** One disagreement between two targets, or between a target and what the scenario expects (`expected`). */
export const divergenceSchema = object({
  /** The same disagreement has the same id in every run. */
  id: z.string().min(1),
  scenario: z.string(),
  step: z.string(),
  targets: z.tuple([z.string(), z.string()]).readonly(),
  /** The name of a built-in channel (`harness/channels/channels.ts`), or of one that the project names. */
  channel: channelSchema,
  ...difference,
  /** The id of the waiver that approves it. */
  waiver: z.string().exactOptional(),
  /** Whether an earlier verdict had it, where one was given. */
  since: z.enum(['new', 'persisting']).exactOptional(),
});

export type Divergence = z.infer<typeof divergenceSchema>;

/** The name that stands for the scenario's own expectation among the targets of a divergence. */
export const EXPECTED = 'expected';

export function divergence(
  place: Omit<Divergence, 'id' | 'waiver' | 'since' | keyof Difference>,
  difference: Difference,
): Divergence {
  const { scenario, step, targets, channel } = place;
  const identity = [scenario, step, ...targets, channel, difference.pointer, difference.kind];
  return { id: createId(identity), ...place, ...difference };
}

/**
 * The same divergences under ids that are unique: where several have one place, as in steps of one name, each but the
 * first is told by its ordinal among them.
 */
export function assignUniqueIds(divergences: readonly Divergence[]): Divergence[] {
  const counts = new Map<string, number>();
  return divergences.map((one) => {
    const ordinal = counts.get(one.id) ?? 0;
    counts.set(one.id, ordinal + 1);
    return ordinal === 0 ? one : { ...one, id: createId([one.id, String(ordinal)]) };
  });
}

function createId(identity: readonly string[]): string {
  return createHash('sha256').update(identity.join('\n')).digest('hex').slice(0, 12);
}
