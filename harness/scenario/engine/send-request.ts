import { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import supertest from 'supertest';
import type { BrokenExchange, ConnectionError, HttpExchange, HttpRequest } from '../../evidence/step.ts';
import type { StepTime } from '../../evidence/step-time.ts';
import { decodeBody } from '../../values/body.ts';
import { decodeText } from '../../values/charset.ts';
import { type EventStream, parseEventStream } from '../../values/event-stream.ts';
import { getHeader, type HeaderList, type HeaderPair, readRawHeaders } from '../../values/headers.ts';
import { writeJson } from '../../values/lossless-json.ts';
import { isEventStreamType, parseMediaType } from '../../values/media-type.ts';
import { toJson } from '../../values/to-json.ts';
import type { RequestOptions } from '../api/client.ts';
import { type Arrival, describeDelivery, withoutKeepAlives } from './delivery.ts';
import { type StepClock, type Stopwatch, startStopwatch } from './stopwatch.ts';

export interface RequestToSend {
  readonly method: string;
  readonly path: string;
  readonly options: RequestOptions;
  /** Whether the client may hang up, once the events have come. */
  readonly mayAbort?: () => boolean;
}

/** What one request showed. */
export interface Sent {
  readonly http: HttpExchange | BrokenExchange;
  /** Of a body of type `text/event-stream`. */
  readonly stream?: EventStream;
  readonly time: StepTime;
}

/**
 * Sends a request and reads its response to the end. An error status or a redirect is a response like any other, and a
 * connection that breaks is seen as well.
 */
export async function sendRequest(url: string, sending: RequestToSend, clock: StepClock): Promise<Sent> {
  const { method, path, options, mayAbort = () => true } = sending;
  const { payload, ...request } = toWireForm(options);
  const pending = new supertest.Test(url, method, path);
  for (const [name, value] of Object.entries(request.headers)) {
    pending.set(name, value);
  }
  using stopwatch = startStopwatch(clock);
  pending.redirects(0).ok(() => true);
  pending.buffer(true).parse(createReader(stopwatch, { ...options, mayAbort }));
  // superagent serialises by media type; a function keeps the bytes as they are
  if (payload !== undefined) {
    pending.serialize((body: unknown) => String(body)).send(payload);
  }
  const sent = { method, path, ...request };
  let response: supertest.Response;
  try {
    response = await pending;
  } catch (error) {
    return { http: { request: sent, error: readConnectionError(error) }, time: stopwatch.stop() };
  }
  const time = stopwatch.stop();

  const headers = readHeaders(response);
  const body = getBody(response.body);
  const stream = readStream(body, headers, options);
  const delivery = stream === undefined || options.abortAfterEvents !== undefined ? undefined : deliver(body);
  const received = {
    status: response.status,
    headers,
    body: stream === undefined ? decodeBody(body.bytes, getHeader(headers, 'content-type')) : null,
  };
  return {
    http:
      body.isCut === true
        ? { request: sent, error: 'connection_cut', response: received }
        : { request: sent, response: received },
    ...(stream === undefined ? {} : { stream }),
    time: delivery === undefined ? time : { ...time, delivery },
  };
}

const CONNECTION_ERRORS: Readonly<Record<string, ConnectionError>> = {
  ECONNRESET: 'connection_reset',
  EPIPE: 'connection_reset',
  ECONNREFUSED: 'connection_refused',
};

/** What ended a connection. An error that says nothing of one is thrown on. */
function readConnectionError(error: unknown): ConnectionError {
  const code = readErrorCode(error);
  const known = code.startsWith('HPE_') ? 'invalid_http' : CONNECTION_ERRORS[code];
  if (known === undefined) {
    throw error;
  }
  return known;
}

/** Of the system; supertest keeps it in the message alone. */
function readErrorCode(error: unknown): string {
  if (!(error instanceof Error)) {
    return '';
  }
  return 'code' in error ? String(error.code) : (/^(E[A-Z]+): /.exec(error.message)?.[1] ?? '');
}

/** The headers and the payload that these options come to, and the body as it is written down. */
export function toWireForm(options: RequestOptions): Pick<HttpRequest, 'headers' | 'body'> & {
  readonly payload?: string;
} {
  const json = options.json === undefined ? undefined : toJson(options.json);
  const payload = options.raw ?? (json === undefined ? undefined : writeJson(json));
  const headers: readonly HeaderPair[] = [
    ...(payload === undefined ? [] : [['content-type', 'application/json'] as const]),
    ...Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const),
    ...(options.token === undefined ? [] : [['authorization', `Bearer ${options.token}`] as const]),
  ];
  return {
    headers: Object.fromEntries(headers),
    body: json ?? options.raw ?? null,
    ...(payload === undefined ? {} : { payload }),
  };
}

/** As they came: `headers` of Node joins some lines, and drops others. */
function readHeaders(response: object): HeaderList {
  const message = 'res' in response ? response.res : undefined;
  return message instanceof IncomingMessage ? readRawHeaders(message.rawHeaders) : [];
}

/** The events of a response that is a stream of them; undefined for any other, and for one that is no UTF-8. */
function readStream(
  { bytes, arrivals }: ReadBody,
  headers: HeaderList,
  { abortAfterEvents }: RequestOptions,
): EventStream | undefined {
  if (!isEventStreamType(parseMediaType(getHeader(headers, 'content-type')))) {
    return undefined;
  }
  if (abortAfterEvents !== undefined) {
    // Where the client cut the stream, what came after the last event is a matter of time.
    const { events } = parseEventStream(bytes.toString('utf8'));
    return { events: events.slice(0, abortAfterEvents), comments: [] };
  }
  const text = decodeText(bytes, 'utf-8');
  if (text === undefined) {
    return undefined;
  }
  const { comments, ...stream } = parseEventStream(withoutKeepAlives(text, arrivals));
  return { ...stream, comments: [...new Set(comments)] };
}

function deliver({ bytes, arrivals }: ReadBody) {
  return describeDelivery(bytes.toString('utf8'), arrivals);
}

interface ReadBody {
  readonly bytes: Buffer;
  /** Whether the connection ended before the body did. */
  readonly isCut?: boolean;
  readonly arrivals: readonly Arrival[];
}

const NO_BODY: ReadBody = { bytes: Buffer.alloc(0), arrivals: [] };

function getBody(body: unknown): ReadBody {
  const isRead = typeof body === 'object' && body !== null && 'bytes' in body && 'arrivals' in body;
  return isRead ? (body as ReadBody) : NO_BODY;
}

type BodyParser = (response: supertest.Response, done: (error: Error | null, body: ReadBody) => void) => void;

const POLL_MS = 5;

/** Reads a body to its end or until so many events of it have come, and notes when each piece of it came. */
function createReader(
  stopwatch: Stopwatch,
  { abortAfterEvents, mayAbort }: Pick<RequestOptions, 'abortAfterEvents'> & { readonly mayAbort: () => boolean },
): BodyParser {
  return (response, done) => {
    const chunks: Buffer[] = [];
    const arrivals: Arrival[] = [];
    let waiting: NodeJS.Timeout | undefined;
    const read = (): ReadBody => ({ bytes: Buffer.concat(chunks), arrivals });
    // A response that breaks off is an observation: what had come of it is kept.
    response.on('error', () => done(null, { ...read(), isCut: true }));
    response.on('end', () => done(null, read()));
    response.on('data', (chunk: Buffer) => {
      chunks.push(Buffer.from(chunk));
      arrivals.push({ atMs: stopwatch.elapsedMs(), bytes: (arrivals.at(-1)?.bytes ?? 0) + chunk.length });
      if (abortAfterEvents === undefined || parseEventStream(String(read().bytes)).events.length < abortAfterEvents) {
        return;
      }
      if (mayAbort()) {
        abort();
      } else {
        waiting ??= setInterval(() => mayAbort() && abort(), POLL_MS);
      }
    });
    response.on('close', () => clearInterval(waiting));
    const abort = () => {
      clearInterval(waiting);
      response.removeAllListeners();
      response.on('error', () => {}); // what a connection says that we end ourselves is of no interest
      done(null, read());
      Reflect.apply(Readable.prototype.destroy, response, []);
    };
  };
}
