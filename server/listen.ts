import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { BootError } from './boot-error.ts';

const DRAIN_LIMIT_MS = 10_000;

export interface Listening extends AsyncDisposable {
  readonly url: string;
}

/**
 * Serves `app` until it is disposed of. Then new connections are refused, idle ones closed, and a request under way has
 * DRAIN_LIMIT_MS to finish.
 * @throws BootError LISTEN_FAILED
 */
export async function listen(
  app: RequestListener,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<Listening> {
  const server = createServer(app);
  const closeIdle = trackIdle(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, `${host}:${port}`)));
    server.listen({ host, port }, resolve);
  });
  return { url: urlOf(server.address()), [Symbol.asyncDispose]: () => drain(server, closeIdle) };
}

async function drain(server: Server, closeIdle: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const limit = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT_MS);
  closeIdle();
  await closed;
  clearTimeout(limit);
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
