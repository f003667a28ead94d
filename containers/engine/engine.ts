import { existsSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { EngineRequestFailed } from '../errors/engine-request-failed.ts';

/** Where an engine listens; `tls` holds PEM texts. */
export interface EngineAddress {
  readonly url: string;
  readonly tls?: { readonly ca: string; readonly cert: string; readonly key: string };
}

export interface EngineRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface EngineReply {
  readonly status: number;
  readonly text: string;
  readonly bytes: Buffer;
}

/**
 * The few calls of the Docker Engine API that testcontainers does not offer. Never pulls in testcontainers, whose
 * import takes a second. https://docs.docker.com/reference/api/engine/version/v1.41/
 */
export class Engine {
  readonly url: string;
  readonly #address: EngineAddress;

  constructor(address: EngineAddress) {
    this.#address = address;
    this.url = address.url;
  }

  /**
   * Whether a published port is found on 127.0.0.1: the engine is behind a local socket, and this process is in no
   * container, or in one that has the engine's own bridge. (A virtual machine made from an image has /.dockerenv too.)
   */
  get publishesOnLoopback(): boolean {
    const isLocal = this.url.startsWith('unix:') || this.url.startsWith('npipe:');
    return isLocal && (!existsSync('/.dockerenv') || existsSync('/sys/class/net/docker0'));
  }

  /**
   * The answer as it is, whatever its status.
   *
   * @throws PARITY_ENGINE_REQUEST_FAILED when there is none in time
   */
  async ask(request: EngineRequest): Promise<EngineReply> {
    try {
      return await exchange(this.#address, request);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new EngineRequestFailed(`The engine at ${this.url} did not answer: ${reason}.`, { status: null, cause });
    }
  }

  /**
   * Passes on the pieces of an answer that lasts, until its end or the signal's.
   *
   * @throws PARITY_ENGINE_REQUEST_FAILED
   */
  async follow(path: string, signal: AbortSignal, onPiece: (piece: Buffer) => void): Promise<void> {
    try {
      await follow(this.#address, { path, signal, onPiece });
    } catch (cause) {
      if (signal.aborted) {
        return;
      }
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new EngineRequestFailed(`The engine at ${this.url} broke off: ${reason}.`, { status: null, cause });
    }
  }

  /**
   * The parsed answer of a 2xx reply, or `null` for an empty one.
   *
   * @throws PARITY_ENGINE_REQUEST_FAILED for the rest
   */
  async call(request: EngineRequest): Promise<unknown> {
    const reply = await this.ask(request);
    if (reply.status < 200 || reply.status > 299) {
      const what = `${request.method ?? 'GET'} ${request.path}`;
      throw new EngineRequestFailed(`The engine refused ${what} with ${reply.status}: ${readMessage(reply)}`, {
        status: reply.status,
      });
    }
    return reply.text === '' ? null : JSON.parse(reply.text);
  }
}

/** The text of an engine error, which is JSON with `message`. */
export function readMessage(reply: EngineReply): string {
  const found = /"message"\s*:\s*("(?:[^"\\]|\\.)*")/.exec(reply.text)?.[1];
  return found === undefined ? reply.text.trim() : String(JSON.parse(found));
}

interface Following {
  readonly path: string;
  readonly signal: AbortSignal;
  readonly onPiece: (piece: Buffer) => void;
}

function follow(address: EngineAddress, { path, signal, onPiece }: Following): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const send = address.tls === undefined ? httpRequest : httpsRequest;
  const outgoing = send({ ...transport(address), path, signal }, (response) => {
    response.on('data', onPiece).on('end', resolve).on('error', reject);
  });
  outgoing.on('error', reject).end();
  return promise;
}

function exchange(address: EngineAddress, request: EngineRequest) {
  const { method = 'GET', path, body, timeoutMs = 10_000 } = request;
  const { promise, resolve, reject } = Promise.withResolvers<EngineReply>();
  const payload = body === undefined ? undefined : JSON.stringify(body);
  const headers = payload === undefined ? {} : { 'content-type': 'application/json' };
  const limits = [AbortSignal.timeout(timeoutMs), ...(request.signal === undefined ? [] : [request.signal])];
  const options = { ...transport(address), method, path, headers, signal: AbortSignal.any(limits) };
  const send = address.tls === undefined ? httpRequest : httpsRequest;
  const outgoing = send(options, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => {
      const bytes = Buffer.concat(chunks);
      resolve({ status: response.statusCode ?? 0, text: bytes.toString('utf8'), bytes });
    });
    response.on('error', reject);
  });
  outgoing.on('error', reject);
  outgoing.end(payload);
  return promise;
}

function transport({ url, tls }: EngineAddress) {
  if (url.startsWith('unix://')) {
    return { socketPath: url.slice('unix://'.length) };
  }
  if (url.startsWith('npipe://')) {
    return { socketPath: url.slice('npipe://'.length) };
  }
  const { hostname, port } = new URL(url.replace(/^tcp:/, 'http:'));
  return { hostname, port: Number(port) || (tls === undefined ? 2375 : 2376), ...tls };
}
