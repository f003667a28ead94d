import { splitEventStream } from '../../values/event-stream.ts';
import type { Json } from '../../values/json.ts';
import { parseJson } from '../../values/lossless-json.ts';
import type { RecordedBody, RecordedEvent } from './cassette.ts';

const INDENTS = [0, 2, 4] as const;

/** The most readable form of the bytes that {@link decodeBody} turns back into exactly these bytes. */
export function encodeBody(bytes: Uint8Array): RecordedBody {
  if (bytes.length === 0) {
    return { kind: 'empty' };
  }
  const text = utf8(bytes);
  if (text === null) {
    return { kind: 'base64', base64: Buffer.from(bytes).toString('base64') };
  }
  return asJson(text) ?? asEvents(text) ?? { kind: 'text', text };
}

export function decodeBody(body: RecordedBody): Uint8Array<ArrayBuffer> {
  switch (body.kind) {
    case 'empty':
      return new Uint8Array();
    case 'json':
      return toUtf8(jsonText(body.json, body.indent) + body.tail);
    case 'sse':
      return toUtf8(body.events.map((event) => eventText(event) + body.separator).join('') + body.tail);
    case 'text':
      return toUtf8(body.text);
    case 'base64':
      return new Uint8Array(Buffer.from(body.base64, 'base64'));
    default:
      body satisfies never;
      throw new TypeError('Unknown kind of body');
  }
}

function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

/** The text, or null when it would not become the same bytes again (a byte order mark counts as text). */
function utf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.isWellFormed() ? text : null;
  } catch (error) {
    if (error instanceof TypeError) {
      return null;
    }
    throw error;
  }
}

function asJson(text: string): RecordedBody | null {
  const value = parseJson(text);
  if (value === undefined) {
    return null;
  }
  const tail = /\s*$/.exec(text)?.[0] ?? '';
  const indent = INDENTS.find((candidate) => jsonText(value, candidate) + tail === text);
  return indent === undefined ? null : { kind: 'json', json: value, indent, tail };
}

function asEvents(text: string): RecordedBody | null {
  if (!/^(?:data|event|id|:)/.test(text)) {
    return null;
  }
  const { blocks } = splitEventStream(text);
  const separator = blocks[0]?.separator;
  if (separator === undefined) {
    return null;
  }
  const last = blocks.findIndex((block) => block.separator !== separator);
  const events = (last === -1 ? blocks : blocks.slice(0, last)).map((block) => block.text);
  const tail = text.slice(events.join(separator).length + separator.length);
  return { kind: 'sse', events: events.map(asEvent), separator, tail };
}

function asEvent(block: string): RecordedEvent {
  const [, name, data] = /^(?:event: ([^\r\n]*)\n)?data: ([^\r\n]*)$/.exec(block) ?? [];
  const value = data === undefined ? undefined : parseJson(data);
  if (value === undefined) {
    return block;
  }
  const event = name === undefined ? { data: value } : { event: name, data: value };
  return eventText(event) === block ? event : block;
}

function eventText(event: RecordedEvent): string {
  if (typeof event === 'string') {
    return event;
  }
  const name = event.event === undefined ? '' : `event: ${event.event}\n`;
  return `${name}data: ${JSON.stringify(event.data)}`;
}

function jsonText(value: Json, indent: number): string {
  return JSON.stringify(value, null, indent);
}
