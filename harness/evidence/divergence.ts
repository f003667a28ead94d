import { createHash } from 'node:crypto';
import type { Json } from '../values/json.ts';

/** The name of a channel: lower case and hyphens, since it stands in waivers, reports and commands. */
export const CHANNEL_NAME = /^[a-z][a-z0-9-]*$/;

/** `missing`: only the left side has it. `extra`: only the right side has it. */
export type DivergenceKind = 'value' | 'type' | 'missing' | 'extra' | 'order' | 'length' | 'status' | 'event';

/** One disagreement inside a channel of a step. */
export interface Difference {
  /** RFC 6901, relative to the channel of the step. */
  readonly pointer: string;
  readonly kind: DivergenceKind;
  readonly left: Json;
  readonly right: Json;
}

/** One disagreement between two targets, or between a target and what the scenario expects (`expected`). */
export interface Divergence extends Difference {
  /** The same disagreement has the same id in every run. */
  readonly id: string;
  readonly scenario: string;
  readonly step: string;
  readonly targets: readonly [string, string];
  /** The name of a built-in channel (`harness/channels/channels.ts`), or of one that the project names. */
  readonly channel: string;
  /** The id of the waiver that approves it. */
  readonly waiver?: string;
  /** Whether an earlier verdict had it, where one was given. */
  readonly since?: 'new' | 'persisting';
}

/** The name that stands for the scenario's own expectation among the targets of a divergence. */
export const EXPECTED = 'expected';

export function divergence(
  place: Omit<Divergence, 'id' | 'waiver' | 'since' | keyof Difference>,
  difference: Difference,
): Divergence {
  const { scenario, step, targets, channel } = place;
  const identity = [scenario, step, ...targets, channel, difference.pointer, difference.kind].join('\n');
  return { id: createHash('sha256').update(identity).digest('hex').slice(0, 12), ...place, ...difference };
}
