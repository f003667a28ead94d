import type { Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';

/** How long a client may go on sending what nobody reads, once it has its answer. */
const LINGER_MS = 5_000;

/** Closes connections on which a client is still sending. */
export interface Lingering {
  has(socket: Duplex): boolean;
  add(socket: Duplex): void;
}

/**
 * Lets a client that is answered before it has sent everything read its answer. A connection that is closed while there is
 * something in it that nobody has read is reset, and the client loses the answer: so the way to the client is closed first,
 * and what still comes is thrown away, for a while. Source: RFC 9112, section 9.6. A connection that is to be kept is not
 * kept for a body without an end either.
 */
export function lingering(server: Server, lingerMs: number = LINGER_MS): Lingering {
  const sockets = new WeakSet<Duplex>();
  /** Ends the connection, unless `awaited` has ended before. */
  const endUnless = (awaited: Readable, socket: Duplex): void => {
    const limit = setTimeout(() => socket.destroy(), lingerMs);
    awaited.once('close', () => clearTimeout(limit));
  };
  const add = (socket: Duplex): void => {
    sockets.add(socket);
    socket.end();
    socket.resume();
    endUnless(socket, socket);
  };
  server.on('request', (request, response) => {
    const { socket } = request;
    // @note What Node calls after the last answer of a connection.
    socket.destroySoon = () => (request.complete ? Socket.prototype.destroySoon.call(socket) : add(socket));
    response.once('finish', () => {
      if (!request.complete) {
        endUnless(request, socket);
      }
    });
  });
  return { has: (socket) => sockets.has(socket), add };
}
