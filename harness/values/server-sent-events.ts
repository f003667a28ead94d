import { splitEventStream } from './event-stream.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { parseJson, stringOr } from './json-access.ts';

export function isEventStream(headers: Headers): boolean {
  return (headers.get('content-type') ?? '').toLowerCase().startsWith('text/event-stream');
}

export type JsonEvents =
  | { readonly status: 'whole'; readonly events: readonly JsonObject[] }
  | { readonly status: 'broken'; readonly reason: string };

/**
 * The events of a stream of which each holds a JSON object and none an error, ended by `endMark` where the provider sends
 * one. `broken` for any other: cut in an event, an error in the midst, data that is no JSON.
 */
export function readJsonEvents(text: string, options: { readonly endMark: string | null }): JsonEvents {
  const { endMark } = options;
  const { blocks, tail } = splitEventStream(text);
  const all = blocks.flatMap(({ event }) => event ?? []);
  if (endMark !== null && all.at(-1)?.data !== endMark) {
    return brokenStream(`ends before "data: ${endMark}"`);
  }
  if (blocks.length === 0 || tail.trim() !== '') {
    return brokenStream('ends inside an event');
  }
  const events: JsonObject[] = [];
  // Gateways in front of a provider end every stream as OpenAI does.
  const isMarked = all.at(-1)?.data === (endMark ?? '[DONE]');
  for (const { data } of isMarked ? all.slice(0, -1) : all) {
    const value = parseJson(data);
    if (!isJsonObject(value)) {
      return brokenStream('holds an event that is no JSON object');
    }
    if (isErrorEvent(value)) {
      return brokenStream(`holds an error event: ${errorNameOf(value)}`);
    }
    events.push(value);
  }
  return { status: 'whole', events };
}

function brokenStream(what: string): JsonEvents {
  return { status: 'broken', reason: `The stream ${what}.` };
}

function isErrorEvent(event: JsonObject): boolean {
  return event['type'] === 'error' || isJsonObject(event['error']);
}

function errorNameOf(event: JsonObject): string {
  const error = isJsonObject(event['error']) ? event['error'] : event;
  const names = [error['type'], error['status'], error['code']].filter((name) => name !== 'error');
  return stringOr(
    names.find((name) => typeof name === 'string'),
    'unknown',
  );
}
