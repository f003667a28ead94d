import { isJsonObject, type Json, type JsonObject } from '../../../values/json.ts';
import { decodeBody, encodeBody } from '../../cassette/body-codec.ts';
import type { Cassette, Interaction, RecordedEvent } from '../../cassette/cassette.ts';
import type { TrafficFault } from '../../cassette/traffic-fault.ts';
import { cutAfterBytes, eventLengths, withBody } from '../../cassette/wire-layer.ts';
import type { Provider } from '../../providers/provider.ts';
import { findProvider, PROVIDERS } from '../../providers/providers.ts';

/**
 * The cassette with these faults, one after the other. Time passes at stalls alone: what lay between the recorded pieces is
 * left out.
 */
export function injectFaults(cassette: Cassette, faults: readonly TrafficFault[]): Cassette {
  const interactions = cassette.interactions.map((interaction) => ({
    ...interaction,
    chunks: interaction.chunks.map(([, length]) => [0, length] as const),
  }));
  return faults.reduce((faulty: Cassette, fault) => injectFault(faulty, fault), { ...cassette, interactions });
}

/** The cassette with a fault in every interaction that `where` picks and that can have it. */
export function injectFault(
  cassette: Cassette,
  fault: TrafficFault,
  where: (interaction: Interaction, index: number) => boolean = () => true,
): Cassette {
  const interactions = cassette.interactions.flatMap((interaction, index) =>
    where(interaction, index) ? (fault(interaction) ?? [interaction]) : [interaction],
  );
  return { ...cassette, interactions };
}

/** The stream ends after `count` events, as if that were all. */
export function cutAfterEvent(count: number): TrafficFault {
  return (interaction) => {
    const lengths = getEventLengths(interaction);
    if (lengths === null || count >= lengths.length) {
      return null;
    }
    return [cutAfterBytes(interaction, sum(lengths.slice(0, count)))];
  };
}

/** `ms` milliseconds pass before the piece with index `beforePiece` comes. Shows at pace `recorded` alone. */
export function stall(ms: number, options: { readonly beforePiece?: number } = {}): TrafficFault {
  const { beforePiece = 0 } = options;
  return (interaction) => {
    if (interaction.chunks[beforePiece] === undefined) {
      return null;
    }
    const chunks = interaction.chunks.map(
      ([dtMs, length], index) => [index === beforePiece ? dtMs + ms : dtMs, length] as const,
    );
    return [{ ...interaction, chunks }];
  };
}

/** The connection breaks: in a stream after half of the events, in any other response after half of the bytes. */
export function reset(): TrafficFault {
  return (interaction) => {
    const lengths = getEventLengths(interaction);
    const bytes = decodeBody(interaction.response.body).length;
    const half = lengths === null ? bytes / 2 : sum(lengths.slice(0, Math.floor(lengths.length / 2)));
    return [{ ...cutAfterBytes(interaction, Math.floor(half)), end: 'reset' }];
  };
}

/** The response ends, as if that were all, inside the first character that takes more than one byte of UTF-8. */
export function truncateInsideUtf8(): TrafficFault {
  return (interaction) => {
    const { body } = interaction.response;
    const start = body.kind === 'base64' ? -1 : decodeBody(body).findIndex((byte) => byte >= 0xc2);
    return start === -1 ? null : [cutAfterBytes(interaction, start + 1)];
  };
}

/** The JSON of the response, or of the event in the middle of a stream, lacks its last character. */
export function malformedJson(): TrafficFault {
  return (interaction) => {
    const { body } = interaction.response;
    if (body.kind === 'json') {
      const text = Buffer.from(decodeBody(body)).toString('utf8').trimEnd();
      return [withBody(interaction, encodeBody(Buffer.from(text.slice(0, -1))))];
    }
    if (body.kind !== 'sse') {
      return null;
    }
    const withJson = body.events.flatMap((event, index) => (typeof event === 'string' ? [] : [index]));
    const middle = withJson[Math.floor(withJson.length / 2)];
    const event = middle === undefined ? undefined : body.events[middle];
    if (middle === undefined || event === undefined) {
      return null;
    }
    const text = Buffer.from(decodeBody({ ...body, events: [event], separator: '', tail: '' })).toString('utf8');
    return [withBody(interaction, { ...body, events: body.events.with(middle, text.slice(0, -1)) })];
  };
}

/** The provider refuses with status 429 `times` times, in its own form, and then responds as recorded. */
export function rateLimited(options: { readonly times: number; readonly retryAfterMs: number }): TrafficFault {
  const { times, retryAfterMs } = options;
  return (interaction) => {
    const body = encodeBody(Buffer.from(JSON.stringify(getProvider(interaction).errors.rateLimited)));
    const headers = {
      'content-type': 'application/json',
      'retry-after': String(Math.ceil(retryAfterMs / 1000)),
      'retry-after-ms': String(retryAfterMs),
    };
    const refusals = Array.from({ length: times }, (_, index) => ({
      ...interaction,
      id: `${interaction.id}-refused-${index + 1}`,
      response: { status: 429, headers, body },
      chunks: [[0, decodeBody(body).length] as const],
      end: 'done' as const,
    }));
    return [...refusals, interaction];
  };
}

/** The response ends for another reason, in the provider's own word, such as `length`, `max_tokens` or `SAFETY`. */
export function finishReason(reason: string): TrafficFault {
  return (interaction) => rewrite(interaction, (object) => getProvider(interaction).faults.endFor(object, reason));
}

/** Every tool is called without arguments. */
export function emptyToolArguments(): TrafficFault {
  return (interaction) =>
    rewrite(interaction, (object) => getProvider(interaction).faults.withoutToolArguments(object));
}

/** The provider that was asked; the first, whose protocol most hosts speak, where it is none. */
function getProvider({ request }: Interaction): Provider {
  return findProvider(new URL(request.url)) ?? PROVIDERS[0];
}

function rewrite(
  interaction: Interaction,
  changeObject: (object: JsonObject) => JsonObject,
): readonly Interaction[] | null {
  const { body } = interaction.response;
  const change = (json: Json) => mapObjects(json, changeObject);
  if (body.kind === 'json') {
    const json = change(body.json);
    return isSame(json, body.json) ? null : [withBody(interaction, { ...body, json })];
  }
  if (body.kind !== 'sse') {
    return null;
  }
  const events = body.events.map((event) => rewriteEvent(event, change));
  return isSame(events, body.events) ? null : [withBody(interaction, { ...body, events })];
}

/** Where the name of an event repeats the type of its data, it goes on doing so. */
function rewriteEvent(event: RecordedEvent, change: (json: Json) => Json): RecordedEvent {
  if (typeof event === 'string') {
    return event;
  }
  const data = change(event.data);
  const type = typeof data === 'object' && data !== null && 'type' in data ? data['type'] : undefined;
  return event.event !== undefined && typeof type === 'string' ? { event: type, data } : { ...event, data };
}

function mapObjects(json: Json, change: (object: JsonObject) => JsonObject): Json {
  if (Array.isArray(json)) {
    return json.map((item) => mapObjects(item, change));
  }
  if (!isJsonObject(json)) {
    return json;
  }
  return change(Object.fromEntries(Object.entries(json).map(([name, value]) => [name, mapObjects(value, change)])));
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function getEventLengths({ response: { body } }: Interaction): readonly number[] | null {
  return body.kind === 'sse' ? eventLengths(body) : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
