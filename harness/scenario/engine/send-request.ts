import { Readable } from 'node:stream';
import supertest from 'supertest';
import type { HttpExchange, HttpRequest, HttpResponse } from '../../evidence/step.ts';
import type { StepTime } from '../../evidence/step-time.ts';
import { parseEventStream, type StreamEvent } from '../../values/event-stream.ts';
import type { Json } from '../../values/json.ts';
import { isMetricsText, parseMetrics } from '../../values/metrics-text.ts';
import type { RequestOptions } from '../api/client.ts';
import { type Arrival, describeDelivery } from './delivery.ts';
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
  readonly http: HttpExchange;
  /** Of a body of type `text/event-stream`. */
  readonly events?: readonly StreamEvent[];
  readonly time: StepTime;
}

/** Sends a request and reads its answer to the end. An error status or a redirect is an answer like any other. */
export async function sendRequest(url: string, sending: RequestToSend, clock: StepClock): Promise<Sent> {
  const { method, path, options, mayAbort = () => true } = sending;
  const { headers, payload } = wireForm(options);
  const pending = new supertest.Test(url, method, path);
  for (const [name, value] of Object.entries(headers)) {
    pending.set(name, value);
  }
  using stopwatch = startStopwatch(clock);
  pending.redirects(0).ok(() => true);
  pending.buffer(true).parse(asBody(stopwatch, { ...options, mayAbort }));
  // superagent serialises by media type; a function keeps the bytes as they are
  if (payload !== undefined) {
    pending.serialize((body: unknown) => String(body)).send(payload);
  }
  const response = await pending;
  const time = stopwatch.stop();

  const request: HttpRequest = { method, path, headers, body: options.json ?? options.raw ?? null };
  const answered = flattened(response.headers as Readonly<Record<string, string | string[]>>);
  const { bytes, arrivals } = bodyOf(response.body);
  const answer = { status: response.status, headers: answered };
  if (!/^text\/event-stream\b/.test(answered['content-type'] ?? '')) {
    return { http: { request, response: { ...answer, body: parsed(bytes.toString('utf8'), answered) } }, time };
  }
  const delivery =
    options.abortAfterEvents === undefined ? describeDelivery(bytes.toString('utf8'), arrivals) : undefined;
  return {
    http: { request, response: { ...answer, body: null } satisfies HttpResponse },
    events: parseEventStream(bytes.toString('utf8')).events.slice(0, options.abortAfterEvents),
    time: delivery === undefined ? time : { ...time, delivery },
  };
}

/** The headers and the payload that these options come to. */
export function wireForm(options: RequestOptions): {
  readonly headers: Record<string, string>;
  readonly payload?: string;
} {
  const headers: Record<string, string> = { ...lowerCased(options.headers ?? {}) };
  if (options.token !== undefined) {
    headers['authorization'] = `Bearer ${options.token}`;
  }
  const payload = options.raw ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
  if (payload === undefined) {
    return { headers };
  }
  headers['content-type'] ??= 'application/json';
  return { headers, payload };
}

interface ReadBody {
  readonly bytes: Buffer;
  readonly arrivals: readonly Arrival[];
}

const NO_BODY: ReadBody = { bytes: Buffer.alloc(0), arrivals: [] };

function bodyOf(body: unknown): ReadBody {
  const isRead = typeof body === 'object' && body !== null && 'bytes' in body && 'arrivals' in body;
  return isRead ? (body as ReadBody) : NO_BODY;
}

type BodyParser = (response: supertest.Response, done: (error: Error | null, body: ReadBody) => void) => void;

const POLL_MS = 5;

/** Reads a body to its end or until so many events of it have come, and notes when each piece of it came. */
function asBody(
  stopwatch: Stopwatch,
  { abortAfterEvents, mayAbort }: Pick<RequestOptions, 'abortAfterEvents'> & { readonly mayAbort: () => boolean },
): BodyParser {
  return (response, done) => {
    const chunks: Buffer[] = [];
    const arrivals: Arrival[] = [];
    let waiting: NodeJS.Timeout | undefined;
    const read = (): ReadBody => ({ bytes: Buffer.concat(chunks), arrivals });
    response.on('error', (error) => done(error, NO_BODY));
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

function parsed(text: string, headers: Readonly<Record<string, string>>): Json {
  if (text === '') {
    return null;
  }
  const contentType = headers['content-type'] ?? '';
  if (isMetricsText(contentType)) {
    return parseMetrics(text) ?? { 'not valid metrics': text };
  }
  if (!/[/+]json\b/.test(contentType)) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return { 'not valid JSON': text }; // what the server sent is an observation, however broken
  }
}

function flattened(headers: Readonly<Record<string, string | string[]>>): Record<string, string> {
  const entries = Object.entries(headers).map(
    ([name, value]) => [name.toLowerCase(), [value].flat().join(', ')] as const,
  );
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
