import { createHash } from 'node:crypto';
import type { Json } from '../values/json.ts';

/** Every channel of a step, in the order in which a step is told: how it started, what came back, what it did inside. */
export const CHANNELS = ['start', 'http', 'stream', 'calls', 'db', 'audit', 'time'] as const;
export type BuiltInChannel = (typeof CHANNELS)[number];

/** One of these, or one of the project's own, which it names in its configuration. */
export type Channel = BuiltInChannel | OwnChannel;

/** Any text, but not in a way that makes a type of its own names forget those above. */
export type OwnChannel = string & Record<never, never>;

/** Lower case and hyphens: it stands in waivers, reports and commands. */
export const OWN_CHANNEL = /^[a-z][a-z0-9-]*$/;

export function isBuiltIn(channel: string): channel is BuiltInChannel {
  return CHANNELS.some((one) => one === channel);
}

/** The channels of several things, each once: the built-in ones first, and always, then the project's own by name. */
export function channelsOf(named: readonly Iterable<string>[]): readonly Channel[] {
  const own = new Set(named.flatMap((names) => [...names]).filter((name) => !isBuiltIn(name)));
  return [...CHANNELS, ...[...own].toSorted()];
}

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
  readonly channel: Channel;
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
