import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { configureTestcontainers } from '../engine/configure-testcontainers.ts';
import { tailLog } from '../engine/container-log.ts';
import type { Engine } from '../engine/engine.ts';
import { ownLabels } from '../engine/labels.ts';
import { ServerContainerFailed } from '../errors/server-container-failed.ts';

export interface StartServerContainerOptions {
  readonly engine: Engine;
  readonly image: string;
  /** What the server gets; nothing of this machine's environment reaches it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The port that the server listens on. */
  readonly port: number;
  /** A network of the engine, or `host` (Linux): then 127.0.0.1 is this machine's, for the server too. */
  readonly network: string;
  readonly runId: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

interface ContainerEnd {
  readonly exitCode: number;
  readonly durationMs: number;
  readonly log: string;
}

/** A server in a container, healthy by its own HEALTHCHECK. Disposing removes it. */
export interface ServerContainer extends AsyncDisposable {
  readonly id: string;
  /** Without a trailing slash. */
  readonly url: string;
  run(command: readonly string[]): Promise<{ readonly exitCode: number; readonly output: string }>;
  /** Sends SIGTERM, and SIGKILL after 10 s. */
  terminate(): Promise<ContainerEnd>;
}

const HEALTHY_MS = 60_000;
const POLL_MS = 100;
const TERMINATE_S = 10;

const inspected = z.object({
  State: z.object({
    Running: z.boolean(),
    ExitCode: z.number(),
    Health: z.object({ Status: z.string() }).nullish(),
  }),
});

/**
 * Starts a server image and waits until its health check passes. Throws PARITY_SERVER_CONTAINER_FAILED when it exits,
 * is unhealthy, or needs more than 60 s.
 */
export async function startServerContainer(options: StartServerContainerOptions): Promise<ServerContainer> {
  const { engine, image, port, network } = options;
  configureTestcontainers(engine, options.env);
  const { GenericContainer, Wait } = await import('testcontainers'); // slow to import
  const builder = new GenericContainer(image)
    .withEnvironment({ ...options.variables })
    .withLabels(ownLabels(options.runId))
    .withNetworkMode(network)
    .withWaitStrategy(Wait.forAll([]));
  if (network !== 'host') builder.withExposedPorts(port);
  await using stack = new AsyncDisposableStack();
  const container = stack.use(await builder.start());
  await waitUntilHealthy(engine, container.getId());
  const owned = stack.move();
  return {
    id: container.getId(),
    url: `http://${container.getHost()}:${network === 'host' ? port : container.getMappedPort(port)}`,
    run: async (command) => container.exec([...command]),
    terminate: () => terminate(engine, container.getId()),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function waitUntilHealthy(engine: Engine, id: string): Promise<void> {
  const givesUpAt = performance.now() + HEALTHY_MS;
  for (;;) {
    const { State: state } = await inspect(engine, id);
    const health = state.Health?.Status ?? 'without a health check';
    if (health === 'healthy') return;
    if (!state.Running || health !== 'starting' || performance.now() > givesUpAt) {
      const exitCode = state.Running ? null : state.ExitCode;
      const what = exitCode === null ? `The server is ${health}` : `The server exited with ${exitCode}`;
      throw new ServerContainerFailed(what, { exitCode, log: await tailLog(engine, id) });
    }
    await sleep(POLL_MS);
  }
}

async function terminate(engine: Engine, id: string): Promise<ContainerEnd> {
  const from = performance.now();
  const timeoutMs = (TERMINATE_S + 10) * 1_000;
  await engine.call({ method: 'POST', path: `/containers/${id}/stop?t=${TERMINATE_S}`, timeoutMs });
  const durationMs = performance.now() - from;
  const { State: state } = await inspect(engine, id);
  return { exitCode: state.ExitCode, durationMs, log: await tailLog(engine, id) };
}

async function inspect(engine: Engine, id: string) {
  return inspected.parse(await engine.call({ path: `/containers/${id}/json` }));
}
