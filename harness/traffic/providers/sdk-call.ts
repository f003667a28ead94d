import { parseEventStream, type StreamEvent } from '../../values/event-stream.ts';
import { getMember, isJsonObject, type Json } from '../../values/json.ts';

/** An npm package that makes requests as a provider wants them, and reads its responses. */
export interface ProviderSdk {
  readonly package: string;
  /** Whether it has this operation at this address. */
  offers(method: string, url: URL): boolean;
  /** Operations that other providers have in the same form, so that it can read their responses, too. */
  readonly compatible: RegExp | null;
  feed(call: SdkCall, server: SdkServer): Promise<SdkResult>;
}

/** For an SDK that can only be given a base URL: a server on loopback. */
export interface SdkServer {
  /** Sends the response to every request below `url`, until it is disposed of. */
  offer(response: SdkResponse): Disposable & { readonly url: string };
}

/** A response as an SDK receives it: headers, and the body in pieces. */
export interface SdkResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly pieces: readonly Uint8Array[];
}

/** What an SDK makes of a response. */
export type SdkResult =
  /** `note` where it is no ordinary response: blocked by the provider, or an error inside a stream. */
  | { readonly outcome: 'parsed'; readonly value: Json; readonly note?: string }
  /** An HTTP error came out as the SDK's error of the same status. */
  | { readonly outcome: 'refused'; readonly status: number }
  | { readonly outcome: 'failed'; readonly reason: string };

export interface SdkCall {
  readonly method: string;
  /** Absolute. */
  readonly url: URL;
  readonly body: Json | undefined;
  readonly response: SdkResponse;
}

const NO_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/** What a client of an SDK is made with, so that every request of it is answered with the response of the call. */
export function toClientOptions(call: SdkCall, baseURL: string) {
  return { apiKey: 'unused', baseURL, maxRetries: 0, fetch: async () => toFetchResponse(call.response) };
}

/** What `fetch` would return. */
function toFetchResponse({ status, headers, pieces }: SdkResponse): Response {
  if (NO_BODY.has(status)) {
    return new Response(null, { status, headers });
  }
  const rest = pieces.values();
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { value, done } = rest.next();
      if (done === true) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
  });
  return new Response(body, { status, headers });
}

/** The value without what JSON cannot say: methods, undefined properties. */
export function toJson(value: unknown): Json {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

/** The result of a call: the events of a stream, or the value. */
export async function readResult(result: unknown): Promise<SdkResult> {
  if (!isStream(result)) {
    return { outcome: 'parsed', value: toJson(result) };
  }
  const events: unknown[] = [];
  for await (const event of result) {
    events.push(event);
  }
  return { outcome: 'parsed', value: toJson(events) };
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Whether the response is a stream of events, which a caller has to ask an SDK for. */
export function isEventStreamResponse({ status, headers }: SdkResponse): boolean {
  return status < 300 && (headers['content-type'] ?? '').toLowerCase().startsWith('text/event-stream');
}

/** Calls the SDK and reads its error: one with the status of the response is what an application would see. */
export async function callSdk(response: SdkResponse, call: () => Promise<SdkResult>): Promise<SdkResult> {
  try {
    const result = await call();
    return response.status >= 400
      ? { outcome: 'failed', reason: `The SDK took status ${response.status} for a success.` }
      : result;
  } catch (error) {
    const status = error instanceof Error && 'status' in error ? error.status : undefined;
    if (response.status >= 300 && status === response.status) {
      return { outcome: 'refused', status: response.status };
    }
    if (holdsStreamError(response)) {
      return { outcome: 'parsed', value: null, note: 'the stream holds an error' };
    }
    return { outcome: 'failed', reason: describe(error) };
  }
}

/** Providers report an error after the headers as an event: `event: error`, or data with an `error`. */
function holdsStreamError({ headers, pieces }: SdkResponse): boolean {
  const { events } = parseEventStream(Buffer.concat(pieces).toString('utf8'));
  const isError = ({ event, data }: StreamEvent) =>
    event === 'error' || isJsonObject(getMember(data, 'error')) || getMember(data, 'type') === 'error';
  return (headers['content-type'] ?? '').startsWith('text/event-stream') && events.some(isError);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 300)}` : String(error).slice(0, 300);
}
