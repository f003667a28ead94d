import { z } from 'zod';
import type { Engine } from './engine.ts';
import { ownLabels } from './labels.ts';

const created = z.object({ Id: z.string() });

export interface ContainerNetwork extends AsyncDisposable {
  readonly name: string;
}

/**
 * A bridge network of one run. Its published ports are bound to 127.0.0.1 where that reaches them, which testcontainers
 * cannot ask for; a remote engine, or one outside the container this runs in, must publish to everyone.
 */
export async function createNetwork(
  engine: Engine,
  { name, runId }: { readonly name: string; readonly runId: string },
): Promise<ContainerNetwork> {
  const Options = engine.publishesOnLoopback ? { 'com.docker.network.bridge.host_binding_ipv4': '127.0.0.1' } : {};
  const body = { Name: name, Driver: 'bridge', Options, Labels: ownLabels(runId) };
  const { Id } = created.parse(await engine.call({ method: 'POST', path: '/networks/create', body }));
  return {
    name,
    async [Symbol.asyncDispose]() {
      await engine.call({ method: 'DELETE', path: `/networks/${Id}` });
    },
  };
}
