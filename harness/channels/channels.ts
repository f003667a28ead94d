import { audit } from './audit.ts';
import { calls } from './calls.ts';
import type { Channel, SeenStep } from './channel.ts';
import { createCustomChannel } from './custom.ts';
import { db } from './db.ts';
import { http } from './http.ts';
import { outgoing } from './outgoing.ts';
import { start } from './start.ts';
import { stream } from './stream.ts';
import { time } from './time.ts';

/** The built-in channels, in the order in which a step is told: how it started, what came back, what it did inside. */
export const CHANNELS: readonly Channel[] = [start, http, stream, calls, outgoing, db, audit, time];

/** The names of the built-in channels that a target may give in `channels` of its instance. */
export const SHOWN_CHANNELS: readonly string[] = CHANNELS.filter(({ isShownByTarget }) => isShownByTarget).map(
  ({ name }) => name,
);

export function isBuiltIn(name: string): boolean {
  return CHANNELS.some((channel) => channel.name === name);
}

/** The channel of a name: a built-in one, or else the project's own. */
export function findChannel(name: string): Channel {
  return CHANNELS.find((channel) => channel.name === name) ?? createCustomChannel(name);
}

/** The built-in channels, and those of the project that these steps show, by name. */
export function findChannels(steps: readonly SeenStep[]): readonly Channel[] {
  return sortChannels(steps.flatMap(({ channels = {} }) => Object.keys(channels)));
}

/** Every built-in channel, and then the others that are named here, each once and in alphabetical order. */
export function sortChannels(names: Iterable<string>): readonly Channel[] {
  const own = new Set([...names].filter((name) => !isBuiltIn(name)));
  return [...CHANNELS, ...[...own].toSorted().map((name) => createCustomChannel(name))];
}

/** What each channel shows of a step, in order. A channel that shows nothing is left out. */
export function listSeen(step: SeenStep): readonly (readonly [channel: Channel, seen: unknown])[] {
  return findChannels([step]).flatMap((channel): (readonly [Channel, unknown])[] => {
    const seen = channel.seenIn(step);
    return seen === undefined ? [] : [[channel, seen]];
  });
}
