import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';

const CHANNEL = 'tracing:net.server.listen:asyncEnd';

/** The ports on which servers of this process begin to listen, until disposed of. */
export function watchListening(): Disposable & { readonly ports: ReadonlySet<number> } {
  const ports = new Set<number>();
  const onListening = (message: unknown) => {
    const { server } = message as { readonly server: Server };
    const address = server.address();
    if (address !== null && typeof address === 'object') {
      ports.add(address.port);
    }
  };
  subscribe(CHANNEL, onListening);
  return { ports, [Symbol.dispose]: () => void unsubscribe(CHANNEL, onListening) };
}
