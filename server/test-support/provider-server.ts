import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { LlmFault } from '../ports/llm-fault.ts';
import type { Dialect } from './provider-dialects.ts';

interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** Whether the client went away before it had its answer. */
  readonly isAborted: () => boolean;
}

export interface ProviderServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
}

/** Faults of the wire that no provider words: an answer that breaks off, ends or stands still in the middle of its body. */
export type WireFault =
  | LlmFault
  | { readonly kind: 'cut' | 'ended_early' | 'stalled' }
  /** A stream in the middle of which the provider says what is wrong. */
  | { readonly kind: 'error_event'; readonly says: 'server' | 'rate_limited' };

/** A local server that speaks one provider's JSON; with a fault, only errors. Disposing cuts what still hangs. */
export async function providerServer(dialect: Dialect, fault: WireFault | null): Promise<ProviderServer> {
  const requests: SeenRequest[] = [];
  const server = createServer((request, response) => {
    json(request).then(
      (body) => {
        const path = request.url ?? '';
        const isAborted = () => response.destroyed && !response.writableFinished;
        requests.push({ path, headers: request.headers, body, isAborted });
        const isStream = path.includes(':streamGenerateContent') || /"stream":true/.test(JSON.stringify(body));
        if (isStream) {
          stream(response, { dialect, fault, body });
        } else {
          answer(response, { dialect, fault, body });
        }
      },
      (error: Error) => response.destroy(error),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('The server has no port');
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function stream(
  response: ServerResponse,
  { dialect, fault, body }: { dialect: Dialect; fault: WireFault | null; body: unknown },
): void {
  const frames = dialect.stream(body);
  const unfinished = frames.slice(0, -dialect.endingFrames).join('');
  const head = () => response.writeHead(200, { 'content-type': 'text/event-stream' });
  switch (fault?.kind) {
    case undefined:
      head().end(frames.join(''));
      return;
    case 'cut':
      head().write(unfinished, () => response.destroy());
      return;
    case 'ended_early':
      head().end(unfinished);
      return;
    case 'stalled':
      head().write(unfinished);
      return;
    case 'error_event':
      head().end(`${unfinished}${dialect.errorFrame(fault.says)}`);
      return;
    case 'malformed':
      head().end(dialect.malformedFrame);
      return;
    case 'content_filtered':
      if (dialect.failures.content_filtered.status === 200) {
        head().end(`data: ${JSON.stringify(dialect.failures.content_filtered.body(0))}\r\n\r\n`);
        return;
      }
      answer(response, { dialect, fault, body });
      return;
    default:
      answer(response, { dialect, fault, body });
  }
}

function answer(
  response: ServerResponse,
  { dialect, fault, body }: { dialect: Dialect; fault: WireFault | null; body: unknown },
): void {
  if (fault === null) {
    sendJson(response, 200, dialect.success(body));
    return;
  }
  switch (fault.kind) {
    case 'timeout':
      return;
    case 'network':
      response.destroy();
      return;
    case 'stalled':
    case 'ended_early':
    case 'error_event':
    case 'cut':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1_000 });
      response.write('{"id":', () => response.destroy());
      return;
    case 'malformed':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"cut off');
      return;
    default: {
      const failure = dialect.failures[fault.kind];
      const seconds = (fault.retryAfterMs ?? 0) / 1000;
      const hint = fault.retryAfterMs === undefined ? {} : { 'retry-after': String(seconds) };
      sendJson(response, failure.status, failure.body(seconds), hint);
    }
  }
}

function sendJson(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
