import { PROVIDERS } from '../../providers/providers.ts';
import type { IncomingRequest } from '../incoming-request.ts';
import type { RecordedResponse } from '../replay/recorded-response.ts';

/** Responds to a request: with a recorded response, or with another one, such as a refusal. Never rejects. */
export type ServeDirectly = (request: IncomingRequest) => Promise<RecordedResponse | Response>;

/** What undici's `fetch` asks its dispatcher for. */
interface DispatchOptions {
  readonly origin?: unknown;
  readonly path: string;
  readonly method: string;
  readonly body?: unknown;
  readonly headers?: unknown;
  /** The protocol that the connection is to change to. */
  readonly upgrade?: unknown;
}

/** How undici's `fetch` is told of the response. Source: undici 7, `docs/docs/api/Dispatcher.md`, and `lib/web/fetch`. */
interface FetchHandler {
  onConnect(abort: (reason?: unknown) => void): void;
  onResponseStarted?(): void;
  onHeaders(status: number, headers: readonly Buffer[], resume: () => void, statusText: string): boolean;
  onData(piece: Uint8Array): boolean | undefined;
  onComplete(trailers: readonly Buffer[]): void;
  onError(error: unknown): void;
}

const PROVIDER_ORIGINS: ReadonlySet<unknown> = new Set(PROVIDERS.map(({ origin }) => origin));

/**
 * Answers what `fetch` asks an LLM provider for without a socket beneath: the path of nearly every call of a replay, at a
 * fraction of the cost. False, and nothing done, for anything else, which takes its way over the intercepted sockets.
 */
export function dispatchDirectly(options: unknown, handler: unknown, serve: ServeDirectly): boolean {
  if (!isDispatch(options) || options.upgrade || !PROVIDER_ORIGINS.has(options.origin)) {
    return false;
  }
  if (!isFetchHandler(handler) || !isReadable(options.body)) {
    return false;
  }
  new DirectExchange(options, handler).run(serve).catch((error: unknown) => handler.onError(error));
  return true;
}

class DirectExchange {
  readonly #options: DispatchOptions;
  readonly #handler: FetchHandler;
  #response: RecordedResponse | null = null;
  #isOver = false;
  #gone: AbortController | null = null;
  #goOn: (() => void) | null = null;

  constructor(options: DispatchOptions, handler: FetchHandler) {
    this.#options = options;
    this.#handler = handler;
    handler.onConnect((reason) => this.#abort(reason));
  }

  async run(serve: ServeDirectly): Promise<void> {
    const body = await readBytes(this.#options.body);
    if (this.#isOver) {
      return;
    }
    const response = await serve(this.#request(body));
    if (response instanceof Response) {
      return await this.#deliverResponse(response);
    }
    this.#response = response;
    if (this.#isOver) {
      return response.end({ kind: 'abandoned' });
    }
    if (response.hasBegun) {
      this.#begin(response.status, Object.entries(response.headers), '');
    }
    await this.#deliver(response);
  }

  async #deliver(response: RecordedResponse): Promise<void> {
    if (response.isEmpty || response.isOnePiece) {
      if (!response.isEmpty) {
        this.#handler.onData(response.takeAtOnce());
      }
      return this.#complete(response);
    }
    try {
      for (let piece = await response.next(); piece !== null; piece = await response.next()) {
        if (this.#isOver) {
          return;
        }
        if (response.isOver) {
          throw new Error('The scenario has ended.');
        }
        if (piece.length > 0 && this.#handler.onData(piece) === false) {
          await this.#untilRead();
        }
      }
    } catch (error) {
      if (this.#isOver) {
        return;
      }
      this.#isOver = true;
      response.end({ kind: 'reset', reason: error instanceof Error ? error.message : 'unknown error' });
      this.#handler.onError(error);
    }
    this.#complete(response);
  }

  #complete(response: RecordedResponse): void {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    response.end({ kind: 'done' });
    this.#handler.onComplete([]);
  }

  async #deliverResponse(response: Response): Promise<void> {
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    if (response.type === 'error') {
      return this.#handler.onError(new TypeError('The request was broken off.'));
    }
    this.#begin(response.status, [...response.headers], response.statusText);
    if (bytes.length > 0) {
      this.#handler.onData(bytes);
    }
    this.#handler.onComplete([]);
  }

  #begin(status: number, headers: readonly (readonly [string, string])[], statusText: string): void {
    this.#handler.onResponseStarted?.();
    const raw = headers.flatMap(([name, value]) => [Buffer.from(name, 'latin1'), Buffer.from(value, 'latin1')]);
    this.#handler.onHeaders(status, raw, () => this.#goOn?.(), statusText);
  }

  #untilRead(): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = resolve;
    });
  }

  /** The caller has gone. */
  #abort(reason: unknown): void {
    if (this.#isOver) {
      return;
    }
    this.#isOver = true;
    const error = reason ?? new DOMException('This operation was aborted', 'AbortError');
    this.#gone?.abort(error);
    this.#response?.end({ kind: 'abandoned' });
    this.#goOn?.();
    this.#handler.onError(error);
  }

  #request(body: Uint8Array<ArrayBuffer>): IncomingRequest {
    const { origin, path, method, headers } = this.#options;
    const signal = () => {
      this.#gone ??= new AbortController();
      return this.#gone.signal;
    };
    return {
      method,
      url: `${String(origin)}${path}`,
      get headers() {
        return toHeaders(headers);
      },
      get signal() {
        return signal();
      },
      arrayBuffer: async () => body.buffer,
    };
  }
}

function isDispatch(options: unknown): options is DispatchOptions {
  return typeof options === 'object' && options !== null && 'path' in options && 'method' in options;
}

function isFetchHandler(handler: unknown): handler is FetchHandler {
  return (
    typeof handler === 'object' &&
    handler !== null &&
    ['onConnect', 'onHeaders', 'onData', 'onComplete', 'onError'].every(
      (name) => typeof Reflect.get(handler, name) === 'function',
    )
  );
}

function isReadable(body: unknown): body is AsyncIterable<Uint8Array> | Uint8Array | string | null | undefined {
  if (body === null || body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    return true;
  }
  return typeof body === 'object' && Symbol.asyncIterator in body;
}

/** A copy in a buffer of its own. */
async function readBytes(body: unknown): Promise<Uint8Array<ArrayBuffer>> {
  if (!isReadable(body) || body === null || body === undefined) {
    return new Uint8Array();
  }
  if (typeof body === 'string') {
    return new Uint8Array(Buffer.from(body));
  }
  if (body instanceof Uint8Array) {
    return new Uint8Array(body);
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of body) {
    pieces.push(piece);
  }
  return new Uint8Array(pieces.length === 1 ? (pieces[0] ?? []) : Buffer.concat(pieces));
}

/** undici hands on the headers of a fetch as an object. */
function toHeaders(headers: unknown): Headers {
  const result = new Headers();
  if (typeof headers !== 'object' || headers === null) {
    return result;
  }
  for (const [name, value] of Object.entries(headers)) {
    result.append(name, String(value));
  }
  return result;
}
