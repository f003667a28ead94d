import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Sees every TCP connection that this process opens, from when it is made until it is disposed. */
export interface ConnectionWatch extends Disposable {
  /** `host:port` of each connection that was opened, but for those to the ports named. */
  opened(options: { readonly except: readonly number[] }): readonly string[];
}

/** @see https://nodejs.org/docs/latest-v24.x/api/diagnostics_channel.html#built-in-channels `net.client.socket` */
export function watchConnections(): ConnectionWatch {
  const seen: { readonly host: string; readonly port: number }[] = [];
  const onSocket = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    socket.once('connect', () => seen.push({ host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }));
  };
  subscribe('net.client.socket', onSocket);
  return {
    opened: ({ except }) =>
      seen.filter(({ port }) => !except.includes(port)).map(({ host, port }) => `${host}:${port}`),
    [Symbol.dispose]: () => unsubscribe('net.client.socket', onSocket),
  };
}
