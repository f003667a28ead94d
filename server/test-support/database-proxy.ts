import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between the server and its database, so that a test can take the database away and give it back. */
export interface DatabaseProxy extends AsyncDisposable {
  /** The URL of the database, through the proxy. */
  readonly url: string;
  /** Cuts every connection, as a crash does; new ones are refused until `restore`. */
  outage(): Promise<void>;
  restore(): Promise<void>;
}

export async function databaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    for (const [one, other] of [[socket, upstream] as const, [upstream, socket] as const]) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy()); // each side learns from the other that it is over
      one.on('close', () => sockets.delete(one));
    }
  };
  let server = await listen(serve, 0);
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new TypeError('A listening proxy has a port');
  }
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  const outage = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) {
      socket.resetAndDestroy();
    }
    await closed;
  };
  return {
    url: url.href,
    outage,
    restore: async () => {
      server = await listen(serve, address.port);
    },
    [Symbol.asyncDispose]: async () => {
      if (server.listening) {
        await outage();
      }
    },
  };
}

async function listen(serve: (socket: Socket) => void, port: number): Promise<Server> {
  const server = createServer(serve).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
