import type { Json } from './json.ts';
import { parseJson } from './lossless-json.ts';

/** What a `text/event-stream` body says. */
export interface EventStream {
  readonly events: readonly StreamEvent[];
  /** What a client never sees: comments, and fields that the standard does not know. */
  readonly comments: readonly string[];
  /** A reconnection time that no event followed. */
  readonly retry?: number;
  /** What came after the last blank line, but for comments: it was never dispatched. */
  readonly unfinished?: string;
}

/** What two runs must agree on in a stream: its events, and after them what was sent and is none. */
export function listStreamItems({ events, comments, retry, unfinished }: EventStream): Json[] {
  return [
    ...events.map((event) => ({ ...event })),
    ...(comments.length === 0 ? [] : [{ comments }]),
    ...(retry === undefined ? [] : [{ retry }]),
    ...(unfinished === undefined ? [] : [{ unfinished }]),
  ];
}

/** One event of a `text/event-stream` body. */
export interface StreamEvent {
  /** `message` where the stream named none. */
  readonly event: string;
  /** The id in force, as the stream sent it; null before the first. */
  readonly id: string | null;
  /** Parsed where it is JSON, the text otherwise. */
  readonly data: Json;
  /** Of data that is a text in JSON: `data: "a"` is not `data: a`. */
  readonly type?: 'json';
  /** The reconnection time in milliseconds that was set since the event before. */
  readonly retry?: number;
}

/** An event before its data is looked at. */
export interface TextEvent extends Omit<StreamEvent, 'data' | 'type'> {
  readonly data: string;
}

/** The lines up to a blank one. */
export interface Block {
  /** The lines, with their ends, but for the last. */
  readonly text: string;
  /** The end of the last line, and the blank line. */
  readonly separator: string;
  /** Absent where the block dispatches none. */
  readonly event?: TextEvent;
}

/** A body as it is cut at its blank lines. */
export interface SplitStream extends Pick<EventStream, 'comments' | 'retry'> {
  readonly blocks: readonly Block[];
  /** What came after the last blank line. */
  readonly tail: string;
}

/** The events of a body, in order, with their data as JSON where it is JSON. */
export function parseEventStream(text: string): EventStream {
  const { blocks, tail, retry, comments } = splitEventStream(text);
  const events = blocks.flatMap(({ event }) => (event === undefined ? [] : [withJson(event)]));
  const unfinished = tail.replaceAll(COMMENT_LINE, '');
  return {
    events,
    comments,
    ...(retry === undefined ? {} : { retry }),
    ...(unfinished === '' ? {} : { unfinished }),
  };
}

/**
 * The blocks of a body, in order; joined with their separators, they are the body again. Source: WHATWG HTML, section 9.2.6,
 * "Interpreting an event stream".
 */
export function splitEventStream(text: string): SplitStream {
  const blocks: Block[] = [];
  const comments: string[] = [];
  let [draft, id, retry]: [DraftEvent, string | null, number | undefined] = [NOTHING, null, undefined];
  let [start, lastLine] = [0, { end: 0, ending: '' }];
  for (const { 0: whole, 1: line = '', 2: ending = '', index } of text.matchAll(LINE)) {
    const end = index + whole.length;
    const content = index === 0 ? line.replace(BOM, '') : line;
    if (content === '') {
      const separator = (lastLine.end > start ? lastLine.ending : '') + ending;
      const event: TextEvent | undefined = draft.data.length === 0 ? undefined : dispatch(draft, id, retry);
      retry = event === undefined ? retry : undefined;
      blocks.push({ text: text.slice(start, end - separator.length), separator, ...(event && { event }) });
      [draft, start] = [NOTHING, end];
      continue;
    }
    const [name, value] = readField(content);
    lastLine = { end, ending };
    switch (name) {
      case 'event':
        draft = { ...draft, event: value };
        break;
      case 'data':
        draft = { ...draft, data: [...draft.data, value] };
        break;
      case 'id':
        id = value.includes('\0') ? id : value;
        break;
      case 'retry':
        retry = /^\d+$/.test(value) ? Number(value) : retry;
        break;
      default:
        comments.push(content);
    }
  }
  return { blocks, comments, ...(retry === undefined ? {} : { retry }), tail: text.slice(start) };
}

const BOM = /^\uFEFF/;
const LINE = /([^\r\n]*)(\r\n|\n|\r)/g;
const COMMENT_LINE = /(?<=^|[\r\n]):[^\r\n]*(?:\r\n|\n|\r|$)/g;

interface DraftEvent {
  readonly event: string;
  readonly data: readonly string[];
}

const NOTHING: DraftEvent = { event: '', data: [] };

function readField(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon === -1) {
    return [line, ''];
  }
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(' ') ? value.slice(1) : value];
}

function dispatch({ event, data }: DraftEvent, id: string | null, retry: number | undefined): TextEvent {
  return { event: event || 'message', id, data: data.join('\n'), ...(retry === undefined ? {} : { retry }) };
}

function withJson(event: TextEvent): StreamEvent {
  const value = parseJson(event.data);
  if (value === undefined) {
    return event;
  }
  return { ...event, data: value, ...(typeof value === 'string' ? { type: 'json' } : {}) };
}
