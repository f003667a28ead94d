import { hostname } from 'node:os';
import { isProcessGone } from 'ultra-parity';
import { z } from 'zod';
import type { Engine } from './engine.ts';
import { LABEL } from './labels.ts';

const labels = z.record(z.string(), z.string()).nullable();
const resources = z.array(z.object({ Id: z.string(), Labels: labels }));

/**
 * Removes the containers and networks of runs of this host whose process is gone, and returns how many there were.
 * Anything without our labels, of another host or of a living process stays. Safe when two runs sweep at once.
 */
export async function sweepEngine(engine: Engine): Promise<number> {
  const filters = encodeURIComponent(JSON.stringify({ label: [`${LABEL.host}=${hostname()}`] }));
  const containers = await abandoned(engine, `/containers/json?all=true&filters=${filters}`);
  for (const id of containers) {
    await remove(engine, `/containers/${id}?force=true&v=true`);
  }
  const networks = await abandoned(engine, `/networks?filters=${filters}`);
  for (const id of networks) {
    await remove(engine, `/networks/${id}`);
  }
  return containers.length + networks.length;
}

async function abandoned(engine: Engine, path: string): Promise<string[]> {
  const found = resources.parse(await engine.call({ path }));
  return found.filter(({ Labels }) => isProcessGone(Labels?.[LABEL.process] ?? '')).map(({ Id }) => Id);
}

/**
 * @note 404 and 409 mean that another sweep is removing it; 403 that a container is still on the network, of a worker that
 * has not ended yet or that another sweep is removing. It goes with the next sweep.
 */
async function remove(engine: Engine, path: string): Promise<void> {
  const { status } = await engine.ask({ method: 'DELETE', path, timeoutMs: 30_000 });
  if (status > 299 && ![403, 404, 409].includes(status)) {
    await engine.call({ method: 'DELETE', path });
  }
}
