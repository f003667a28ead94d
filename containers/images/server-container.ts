import { setTimeout as sleep } from 'node:timers/promises';
import { tailLog } from '../engine/container-log.ts';
import type { Engine } from '../engine/engine.ts';
import { ServerContainerFailed } from '../errors/server-container-failed.ts';
import {
  readState,
  type SealedContainer,
  type SealedContainerOptions,
  startSealedContainer,
} from './sealed-container.ts';

interface ContainerEnd {
  readonly exitCode: number;
  readonly durationMs: number;
  readonly log: string;
}

/** A server in a sealed container, healthy by its own HEALTHCHECK. */
export interface ServerContainer extends SealedContainer {
  /** Sends SIGTERM, and SIGKILL after 10 s. */
  terminate(): Promise<ContainerEnd>;
}

const HEALTHY_MS = 180_000;
const POLL_MS = 100;
const TERMINATE_S = 10;

/**
 * Starts a server image and waits until its health check passes.
 *
 * @throws PARITY_SERVER_CONTAINER_FAILED when it exits, is unhealthy, or needs more than 3 min
 */
export async function startServerContainer(options: SealedContainerOptions): Promise<ServerContainer> {
  const { engine } = options;
  await using stack = new AsyncDisposableStack();
  const container = stack.use(await startSealedContainer(options));
  await waitUntilHealthy(engine, container.id);
  const owned = stack.move();
  return {
    ...container,
    terminate: () => terminate(engine, container.id),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function waitUntilHealthy(engine: Engine, id: string): Promise<void> {
  const givesUpAt = performance.now() + HEALTHY_MS;
  for (;;) {
    const { isRunning, exitCode, health } = await readState(engine, id);
    if (health === 'healthy') {
      return;
    }
    if (!isRunning || health !== 'starting' || performance.now() > givesUpAt) {
      const what = isRunning
        ? `The server is ${health ?? 'without a health check'}`
        : `The server exited with ${exitCode}`;
      throw new ServerContainerFailed(what, {
        exitCode: isRunning ? null : exitCode,
        log: await tailLog(engine, id),
      });
    }
    await sleep(POLL_MS);
  }
}

async function terminate(engine: Engine, id: string): Promise<ContainerEnd> {
  const from = performance.now();
  const timeoutMs = (TERMINATE_S + 10) * 1_000;
  await engine.call({ method: 'POST', path: `/containers/${id}/stop?t=${TERMINATE_S}`, timeoutMs });
  const durationMs = performance.now() - from;
  const { exitCode } = await readState(engine, id);
  return { exitCode, durationMs, log: await tailLog(engine, id) };
}
