import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** Belong to one connection, or are written anew. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
]);

/** The request that a client meant for `url`, with its whole body. */
export async function toRequest(message: IncomingMessage, url: string, signal: AbortSignal): Promise<Request> {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    if (OF_THE_CONNECTION.has(name)) continue;
    for (const value of values) headers.append(name, value);
  }
  const body = new Uint8Array(await buffer(message));
  const { method = 'GET' } = message;
  return new Request(url, { method, headers, signal, ...(body.length === 0 ? {} : { body }) });
}

/** Writes an answer in the pieces in which it comes. An answer that breaks, or is none, breaks the connection. */
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
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) await write(piece.value, to);
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
