import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { DelayedFlow, type FlowSettings } from './delayed-flow.ts';

export interface TcpProxyOptions {
  readonly target: { readonly host: string; readonly port: number };
  /** The address to listen on; 127.0.0.1 unless a container must reach it. */
  readonly host?: string;
}

/** Stands between a client and a server, and does to their connections what networks do. Disposing cuts them all. */
export interface TcpProxy extends AsyncDisposable {
  readonly host: string;
  /** Stays the same while it refuses. */
  readonly port: number;
  /** How many clients are connected. */
  readonly connections: number;
  /** Ends every connection with FIN, as a server that exits does, and returns how many there were. New ones are served. */
  cut(): number;
  /** Ends every connection with RST, as a broken network does, and returns how many there were. */
  reset(): number;
  /** Ends every connection with RST and refuses new ones, until `serve`. Returns how many there were. */
  refuse(): Promise<number>;
  /** Serves again, at full speed. */
  serve(): Promise<void>;
  /** Holds every piece back for so long, in both directions. 0 is no delay. */
  delay(ms: number): void;
  /** Lets at most so many bytes a second through, a connection and direction. */
  throttle(bytesPerSecond: number): void;
}

export async function startTcpProxy({ target, host = '127.0.0.1' }: TcpProxyOptions): Promise<TcpProxy> {
  const clients = new Map<Socket, Socket>();
  const settings: FlowSettings = { delayMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY };
  const serve = (client: Socket): void => {
    const server = connect(target.port, target.host);
    clients.set(client, server);
    client.on('close', () => clients.delete(client));
    join(client, server, settings);
  };
  let listener = await listen(serve, { host, port: 0 });
  const { port } = listener.address() as AddressInfo;
  const end = (how: (socket: Socket) => void): number => {
    const pairs = [...clients];
    for (const pair of pairs) {
      pair.forEach(how);
    }
    return pairs.length;
  };
  const reset = (): number => end((socket) => socket.resetAndDestroy());
  const refuse = async (): Promise<number> => {
    if (!listener.listening) {
      return 0;
    }
    const closed = once(listener, 'close');
    listener.close();
    const count = reset();
    await closed;
    return count;
  };
  return {
    host,
    port,
    get connections() {
      return clients.size;
    },
    cut: () => end((socket) => socket.destroy()),
    reset,
    refuse,
    serve: async () => {
      Object.assign(settings, { delayMs: 0, bytesPerSecond: Number.POSITIVE_INFINITY });
      if (!listener.listening) {
        listener = await listen(serve, { host, port });
      }
    },
    delay: (ms) => void Object.assign(settings, { delayMs: ms }),
    throttle: (bytesPerSecond) => void Object.assign(settings, { bytesPerSecond }),
    [Symbol.asyncDispose]: async () => void (await refuse()),
  };
}

/** Passes both directions on; each side learns from the other that it is over. */
function join(client: Socket, server: Socket, settings: FlowSettings): void {
  for (const [from, to] of [[client, server] as const, [server, client] as const]) {
    const flow = new DelayedFlow(settings);
    from.pipe(flow).pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => flow.destroy());
    flow.on('close', () => to.end());
    to.on('close', () => from.destroy());
  }
}

async function listen(serve: (socket: Socket) => void, place: { host: string; port: number }): Promise<Server> {
  const server = createServer(serve).listen(place);
  await once(server, 'listening');
  return server;
}
