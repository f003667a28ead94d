import { Readable } from 'node:stream';
import supertest from 'supertest';
import { withoutIdentifiers } from '../observe/endpoint.ts';
import { parseEventStream, type StreamEvent } from '../observe/event-stream.ts';
import type { Json, JsonObject } from '../observe/json.ts';
import type { HttpExchange } from '../observe/transcript.ts';
import type { Observer } from './observer.ts';

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `Authorization: Bearer <token>`. */
  readonly token?: string;
  /** Sent as JSON. */
  readonly json?: Json;
  /** Ends the connection after so many events of a stream. */
  readonly hangUpAfter?: number;
  /** Sent byte for byte, as `application/json` unless `headers` say otherwise. */
  readonly raw?: string;
}

/** Drives the system under test over HTTP. Every request is a step of the scenario. */
export interface Client {
  request(method: string, path: string, options?: RequestOptions): Promise<Reply>;
  get(path: string, options?: RequestOptions): Promise<Reply>;
  post(path: string, options?: RequestOptions): Promise<Reply>;
}

/** The answer to one request. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, or the text, or null; of a stream its events, each `{ event, id, data }`. */
  readonly body: Json;
  /** One text of the body by its path: `reply.text('user', 'id')`. Throws when there is none. */
  text(...path: readonly (string | number)[]): string;
  /**
   * States what this step must have shown on every target. A shortfall is a divergence between `expected` and the
   * target; the scenario goes on, so that all of it is seen.
   */
  expect(expectation: ReplyExpectation): Reply;
}

export interface ReplyExpectation {
  readonly status?: Json;
  readonly headers?: JsonObject;
  readonly body?: Json;
  /** The events of a stream, all of them unless `like.some` is used: `[{ event: 'done' }]`. */
  readonly events?: Json;
  /** The LLM calls that this step caused, all of them, by model in alphabetical order. */
  readonly calls?: Json;
}

/** A scenario asked for a value that the answer does not have. */
class ReplyLacksText extends Error {
  constructor(exchange: HttpExchange, path: readonly (string | number)[]) {
    const { request, response } = exchange;
    super(`${request.method} ${request.path} answered ${response.status} without a text at /${path.join('/')}.`);
    this.name = new.target.name;
  }
}

/** @param address where the system listens; throws when it does not */
export function createClient(address: () => string, observer: Observer): Client {
  const request: Client['request'] = async (method, path, options = {}) => {
    const { http: exchange, events } = await send(address(), { method, path, options });
    const expectations = observer.add({
      label: `${method} ${withoutIdentifiers(path)}`,
      http: exchange,
      ...(events === undefined ? {} : { stream: events }),
    });
    const { status, headers } = exchange.response;
    const body: Json = events?.map((event) => ({ ...event })) ?? exchange.response.body;
    const reply: Reply = {
      status,
      headers,
      body,
      text: (...at) => textAt(body, at) ?? lacking(exchange, at),
      expect: (expectation) => {
        expectations.add(asChannels(expectation));
        return reply;
      },
    };
    return reply;
  };
  return {
    request,
    get: (path, options) => request('GET', path, options),
    post: (path, options) => request('POST', path, options),
  };
}

async function send(url: string, call: { method: string; path: string; options: RequestOptions }): Promise<Sent> {
  const { method, path, options } = call;
  const headers: Record<string, string> = { ...lowerCased(options.headers ?? {}) };
  if (options.token !== undefined) headers['authorization'] = `Bearer ${options.token}`;
  const payload = options.raw ?? (options.json === undefined ? undefined : JSON.stringify(options.json));
  if (payload !== undefined) headers['content-type'] ??= 'application/json';

  const pending = new supertest.Test(url, method, path);
  for (const [name, value] of Object.entries(headers)) pending.set(name, value);
  pending.redirects(0).ok(() => true);
  pending.buffer(true).parse(asText(options.hangUpAfter));
  // superagent serialises by media type; a function keeps the bytes as they are
  if (payload !== undefined) pending.serialize((body: unknown) => String(body)).send(payload);
  const response = await pending;

  const answered = flattened(response.headers as Readonly<Record<string, string | string[]>>);
  const text = String(response.body ?? '');
  const isStream = /^text\/event-stream\b/.test(answered['content-type'] ?? '');
  const http: HttpExchange = {
    request: { method, path, headers, body: options.json ?? options.raw ?? null },
    response: { status: response.status, headers: answered, body: isStream ? null : parsed(text, answered) },
  };
  return isStream ? { http, events: parseEventStream(text).slice(0, options.hangUpAfter) } : { http };
}

interface Sent {
  readonly http: HttpExchange;
  readonly events?: readonly StreamEvent[];
}

type BodyParser = (response: supertest.Response, done: (error: Error | null, body: string) => void) => void;

/** Reads a body as text, to its end or until so many events of it have come. */
function asText(hangUpAfter: number | undefined): BodyParser {
  return (response, done) => {
    const chunks: Buffer[] = [];
    const text = () => Buffer.concat(chunks).toString('utf8');
    response.on('error', (error) => done(error, ''));
    response.on('end', () => done(null, text()));
    response.on('data', (chunk: Buffer) => {
      chunks.push(Buffer.from(chunk));
      if (hangUpAfter === undefined || parseEventStream(text()).length < hangUpAfter) return;
      response.removeAllListeners();
      response.on('error', () => {}); // what a connection says that we end ourselves is of no interest
      done(null, text());
      Reflect.apply(Readable.prototype.destroy, response, []);
    });
  };
}

function parsed(text: string, headers: Readonly<Record<string, string>>): Json {
  if (text === '') return null;
  if (!/[/+]json\b/.test(headers['content-type'] ?? '')) return text;
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

function textAt(body: Json, path: readonly (string | number)[]): string | undefined {
  let value: unknown = body;
  for (const token of path) value = (value as Record<string, unknown> | null)?.[token];
  return typeof value === 'string' ? value : undefined;
}

function lacking(exchange: HttpExchange, path: readonly (string | number)[]): never {
  throw new ReplyLacksText(exchange, path);
}

function asChannels({ calls, events, ...response }: ReplyExpectation): Json {
  return JSON.parse(JSON.stringify({ http: { response }, stream: events, calls }));
}
