import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import type { Engine } from './engine.ts';

/** How the containers of a network reach this machine: listen on `listenOn`, and tell them `name`. */
export interface HostAddress {
  readonly listenOn: string;
  readonly name: string;
}

const network = z.object({ IPAM: z.object({ Config: z.array(z.object({ Gateway: z.string().exactOptional() })) }) });

/**
 * The bridge's own address where it is one of this machine's, so that nobody outside reaches what listens there; else the
 * loopback, which an engine in a virtual machine forwards host.docker.internal to.
 */
export async function hostAddressFor(engine: Engine, networkName: string): Promise<HostAddress> {
  const { IPAM } = network.parse(await engine.call({ path: `/networks/${networkName}` }));
  const own = new Set(Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)));
  const bridge = IPAM.Config.map(({ Gateway }) => Gateway).find((address) => address !== undefined && own.has(address));
  return bridge === undefined
    ? { listenOn: '127.0.0.1', name: 'host.docker.internal' }
    : { listenOn: bridge, name: bridge };
}
