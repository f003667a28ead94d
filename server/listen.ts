import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { BootError } from './boot-error.ts';
import { lingering } from './linger.ts';

/** Headers that are longer are unreadable; bodies have their own limit. */
const MAX_HEADER_BYTES = 16_384;
/** Longer than proxies keep an idle connection (60 seconds is common), so that it is they who close it. */
const KEEP_ALIVE_MS = 65_000;

export interface Listening extends AsyncDisposable {
  readonly url: string;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** How long an idle connection is kept, where it is not the usual. Clients are told, and have a second more. */
  readonly keepAliveMs?: number;
  /** How long requests under way have to finish when the server stops. */
  readonly drainTimeoutMs: number;
  /** The answer, as bytes of HTTP, to what cannot be read as a request. */
  readonly unreadable: (error: Error) => string;
}

/**
 * Serves `app` until it is disposed of. Then it waits for the requests under way, while it goes on answering, so that
 * whoever asks whether it is ready hears that it is not; then new connections are refused and idle ones closed.
 * @throws BootError LISTEN_FAILED
 */
export async function listen(
  app: RequestListener,
  { host, port, keepAliveMs = KEEP_ALIVE_MS, drainTimeoutMs, unreadable }: ListenOptions,
): Promise<Listening> {
  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: keepAliveMs, requireHostHeader: false },
    app,
  );
  const requests = trackRequests(server);
  const closeIdle = trackIdle(server);
  const lingers = lingering(server);
  // An expectation that nobody understands may be passed over (RFC 9110, section 10.1.1).
  server.on('checkExpectation', app);
  server.on('clientError', (error, socket) => {
    const isAnswering = [...requests.keys()].some((response) => response.socket === socket && response.headersSent);
    if (lingers.has(socket)) {
      return; // what still comes is no request either
    }
    if (socket.writable && !isAnswering) {
      socket.write(unreadable(error));
      lingers.add(socket);
    } else {
      socket.destroy();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, `${host}:${port}`)));
    server.listen({ host, port }, resolve);
  });
  return {
    url: urlOf(server.address()),
    [Symbol.asyncDispose]: () => drain(server, { requests, closeIdle, drainTimeoutMs }),
  };
}

async function drain(
  server: Server,
  {
    requests,
    closeIdle,
    drainTimeoutMs,
  }: Pick<ListenOptions, 'drainTimeoutMs'> & {
    readonly requests: ReadonlyMap<ServerResponse, Promise<void>>;
    readonly closeIdle: () => void;
  },
): Promise<void> {
  const limit = setTimeout(() => {
    server.close();
    server.closeAllConnections();
  }, drainTimeoutMs);
  await Promise.all(requests.values());
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  closeIdle();
  await closed;
  clearTimeout(limit);
}

/** Every request under way, with a promise of its end. */
function trackRequests(server: Server): ReadonlyMap<ServerResponse, Promise<void>> {
  const requests = new Map<ServerResponse, Promise<void>>();
  server.on('request', (_request, response) => {
    const end = Promise.withResolvers<void>();
    requests.set(response, end.promise);
    response.once('close', () => {
      requests.delete(response);
      end.resolve();
    });
  });
  return requests;
}

/**
 * Gives a function that closes every connection without a request, now and as soon as one has had its answer.
 * @note Node's closeIdleConnections leaves those open that have not sent a request yet, and clients open such in advance.
 */
function trackIdle(server: Server): () => void {
  const idle = new Set<Socket>();
  let isClosing = false;
  const rest = (socket: Socket): void => {
    if (isClosing) {
      socket.end();
    } else if (!socket.destroyed) {
      idle.add(socket);
    }
  };
  server.on('connection', (socket) => {
    rest(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => rest(socket));
  });
  return () => {
    isClosing = true;
    for (const socket of idle) {
      socket.destroy();
    }
  };
}

function urlOf(address: AddressInfo | string | null): string {
  if (address === null || typeof address === 'string') {
    throw new TypeError('The server has no network address');
  }
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

function listenError(cause: Error, address: string): BootError {
  return new BootError('LISTEN_FAILED', `Cannot listen on ${address}: ${cause.message}`, {
    hint: 'Free the port, or set another HOST and PORT.',
    exitCode: 69,
    cause,
  });
}
