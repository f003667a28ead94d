import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib';
import type { IncomingRequest } from '../engine/incoming-request.ts';
import type { RecordedResponse } from '../engine/replay/recorded-response.ts';

/** Belong to one connection, or are written anew. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
]);

const LONGEST_BODY = { maxOutputLength: 64 * 1024 * 1024 };

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  gzip: async (bytes) => await promisify(gunzip)(bytes, LONGEST_BODY),
  'x-gzip': async (bytes) => await promisify(gunzip)(bytes, LONGEST_BODY),
  deflate: async (bytes) => await promisify(inflate)(bytes, LONGEST_BODY),
  br: async (bytes) => await promisify(brotliDecompress)(bytes, LONGEST_BODY),
  zstd: async (bytes) => await promisify(zstdDecompress)(bytes, LONGEST_BODY),
};

/**
 * The request that a client meant for `url`, with its whole body, and without the headers of which `isOurs` is true. A
 * compressed body is taken for what it holds, as the provider does (RFC 9110, section 8.4); one that is damaged, or in an
 * encoding that is not known, stays as it came.
 */
export async function toRequest(
  message: IncomingMessage,
  options: { readonly url: string; readonly signal: AbortSignal; readonly isOurs: (name: string) => boolean },
): Promise<IncomingRequest> {
  const sent = await buffer(message);
  const decoded = await decode(sent, message.headers['content-encoding'] ?? '');
  const left = new Set(['content-encoding'].filter(() => decoded !== null));
  const body = new Uint8Array(decoded ?? sent);
  const { method = 'GET' } = message;
  return {
    method,
    url: new URL(options.url).href,
    signal: options.signal,
    arrayBuffer: async () => body.buffer,
    get headers() {
      const headers = new Headers();
      for (const [name, values = []] of Object.entries(message.headersDistinct)) {
        if (OF_THE_CONNECTION.has(name) || left.has(name) || options.isOurs(name)) {
          continue;
        }
        for (const value of values) {
          headers.append(name, value);
        }
      }
      return headers;
    },
  };
}

/** The bytes without their encodings; null when there are none, or they do not fit. */
async function decode(bytes: Uint8Array, encoding: string): Promise<Uint8Array | null> {
  const codings = encoding
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim());
  let decoded = bytes;
  try {
    for (const coding of codings.reverse()) {
      const decoder = DECODERS[coding];
      if (decoder === undefined) {
        return null;
      }
      decoded = await decoder(decoded);
    }
    return decoded;
  } catch {
    // Nothing on a cassette fits such bytes, and the miss names them.
    return null;
  }
}

/** Writes a recorded response in its pieces. One that breaks, or is cut off, breaks the connection. */
export async function sendRecorded(recorded: RecordedResponse, to: ServerResponse): Promise<void> {
  const headers = Object.entries(recorded.headers).filter(([name]) => name !== 'transfer-encoding');
  if (recorded.hasBegun) {
    to.writeHead(recorded.status, headers.flat());
  }
  if (recorded.isEmpty || recorded.isOnePiece) {
    const piece = recorded.isEmpty ? undefined : recorded.takeAtOnce();
    recorded.end({ kind: 'done' });
    to.end(piece);
    return;
  }
  const stop = () => recorded.end({ kind: 'abandoned' });
  to.once('close', stop);
  // Before the first piece, which may be long in coming.
  if (recorded.hasBegun) {
    to.flushHeaders();
  }
  try {
    for (let piece = await recorded.next(); piece !== null && !recorded.isOver; piece = await recorded.next()) {
      await write(piece, to);
    }
    to.off('close', stop);
    if (recorded.isOver) {
      return void to.destroy();
    }
    recorded.end({ kind: 'done' });
    to.end();
  } catch (error) {
    to.off('close', stop);
    // The client learns it as it would from the provider.
    recorded.end({ kind: 'reset', reason: error instanceof Error ? error.message : 'unknown error' });
    to.destroy();
  }
}

/** Writes a response in the pieces in which it comes. One that breaks, or is none, breaks the connection. */
export async function sendResponse(response: Response, to: ServerResponse): Promise<void> {
  if (response.type === 'error') {
    to.destroy();
    return;
  }
  const headers = [...response.headers].filter(([name]) => name !== 'transfer-encoding');
  to.writeHead(response.status, response.statusText, headers.flat());
  if (response.body === null) {
    to.end();
    return;
  }
  // Before the first piece, which may be long in coming.
  to.flushHeaders();
  await pipePieces(response.body, to);
}

async function pipePieces(body: ReadableStream<Uint8Array>, to: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const stop = () => {
    reader.cancel().catch(() => to.destroy());
  };
  to.once('close', stop);
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      await write(piece.value, to);
    }
    to.off('close', stop);
    to.end();
  } catch {
    // What broke is in the playback's outcome; the client learns it as it would from the provider.
    to.off('close', stop);
    to.destroy();
  }
}

/** Waits until the piece is on its way, so that the next one is another piece on the wire. */
async function write(piece: Uint8Array, to: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  to.write(piece, () => resolve());
  await promise;
}

export function sendJson(to: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body)}\n`;
  to.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}
