import type { Located } from '../../channels/channel.ts';
import { findChannels } from '../../channels/channels.ts';
import { listSteps } from '../../channels/seen-steps.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import { isJsonObject, type Json } from '../../values/json.ts';
import { join } from '../../values/pointer.ts';

/** One value of a transcript: where it lies in the file, and what the rules call that place. */
export interface ValuePlace {
  /** From the root of the transcript. */
  readonly path: readonly string[];
  readonly channel: string;
  /** RFC 6901 below the channel. */
  readonly pointer: string;
  readonly value: Json;
}

/** Every value of a transcript that a rule can name, objects and lists included. */
export function listPlaces(transcript: Transcript): ValuePlace[] {
  return listSteps(transcript).flatMap(({ step, path }) =>
    findChannels([step]).flatMap((channel) =>
      channel
        .locate(step)
        .flatMap(listInside)
        .map((located) => ({ ...located, path: [...path, ...located.path], channel: channel.name })),
    ),
  );
}

function listInside(located: Located): Located[] {
  const { path, pointer, value } = located;
  const children = Array.isArray(value) ? value.entries() : isJsonObject(value) ? Object.entries(value) : [];
  return [
    located,
    ...[...children].flatMap(([key, item]: readonly [PropertyKey, Json]) =>
      listInside({ path: [...path, String(key)], pointer: join(pointer, key), value: item }),
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
