import type { AuditEvent } from '../../evidence/audit-event.ts';
import type { Channel } from '../../evidence/divergence.ts';
import type { OwnChannels, Step, Transcript } from '../../evidence/transcript.ts';
import { isJsonObject, type Json } from '../../values/json.ts';
import { pointerOf } from '../../values/pointer.ts';

/** One value of a transcript: where it lies in the file, and what the rules call that place. */
export interface ValuePlace {
  /** From the root of the transcript. */
  readonly path: readonly string[];
  readonly channel: Channel;
  /** RFC 6901 below the channel. */
  readonly pointer: string;
  readonly value: Json;
}

/** Every value of a transcript that the comparison looks at, objects and lists included. */
export function placesOf({ steps, tables, channels }: Transcript): ValuePlace[] {
  return [
    ...steps.flatMap((step, index) => placesOfStep(step, ['steps', String(index)])),
    ...(tables === null ? [] : walk(tables, { path: ['tables'], channel: 'db', tokens: [] })),
    ...ownPlaces(channels, []),
  ];
}

function placesOfStep(step: Step, at: readonly string[]): ValuePlace[] {
  const { start, http, stream, tables, calls, audit } = step;
  const roots: readonly (readonly [Channel, string, unknown])[] = [
    ['start', 'start', start],
    ['http', 'http', http],
    ['stream', 'stream', stream],
    ['db', 'tables', tables],
    ['calls', 'calls', calls],
  ];
  return [
    ...roots.flatMap(([channel, key, value]) =>
      value === undefined ? [] : walk(value as Json, { path: [...at, key], channel, tokens: [] }),
    ),
    ...ownPlaces(step.channels, at),
    ...eventPlaces(audit ?? [], at),
  ];
}

function ownPlaces(channels: OwnChannels = {}, at: readonly string[]): ValuePlace[] {
  return Object.entries(channels).flatMap(([channel, value]) =>
    walk(value, { path: [...at, 'channels', channel], channel, tokens: [] }),
  );
}

/** The channel lists events by their name. */
function eventPlaces(events: readonly AuditEvent[], at: readonly string[]): ValuePlace[] {
  const counts = new Map<string, number>();
  return events.flatMap(({ event, level, fields }, index) => {
    const ordinal = counts.get(event) ?? 0;
    counts.set(event, ordinal + 1);
    const path = [...at, 'audit', String(index)];
    return Object.entries({ level, fields }).flatMap(([key, value]) =>
      walk(value, { path: [...path, key], channel: 'audit', tokens: [event, String(ordinal), key] }),
    );
  });
}

interface Position {
  readonly path: readonly string[];
  readonly channel: Channel;
  readonly tokens: readonly string[];
}

function walk(value: Json, { path, channel, tokens }: Position): ValuePlace[] {
  const own: ValuePlace = { path, channel, pointer: pointerOf(tokens), value };
  const children = Array.isArray(value) ? value.entries() : isJsonObject(value) ? Object.entries(value) : [];
  return [
    own,
    ...[...children].flatMap(([key, item]: readonly [PropertyKey, Json]) =>
      walk(item, { path: [...path, String(key)], channel, tokens: [...tokens, String(key)] }),
    ),
  ];
}

/** The document with another value at a path, or without what stands there when the value is undefined. */
export function withValue(document: Json, [head, ...rest]: readonly string[], value: Json | undefined): Json {
  if (head === undefined) {
    return value ?? null;
  }
  if (Array.isArray(document)) {
    const index = Number(head);
    if (rest.length === 0 && value === undefined) {
      return document.toSpliced(index, 1);
    }
    return document.with(index, withValue(document[index] ?? null, rest, value));
  }
  if (!isJsonObject(document)) {
    return document;
  }
  const { [head]: current, ...others } = document;
  if (rest.length === 0 && value === undefined) {
    return others;
  }
  return { ...document, [head]: withValue(current ?? null, rest, value) };
}
