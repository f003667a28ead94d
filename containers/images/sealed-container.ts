import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { type ContainerLog, readLog, streamSplitter } from '../engine/container-log.ts';
import type { Engine } from '../engine/engine.ts';
import { execIn } from '../engine/exec.ts';
import { ownLabels } from '../engine/labels.ts';

export interface SealedContainerOptions {
  readonly engine: Engine;
  readonly image: string;
  /** What to run, where it is not what the image says. */
  readonly command?: readonly string[];
  /** What the program gets; nothing of this machine's environment reaches it. */
  readonly variables: Readonly<Record<string, string>>;
  /** The port that it listens on. */
  readonly port: number;
  /** A network of the engine, or `host` (Linux): then 127.0.0.1 is this machine's, for the container too. */
  readonly network: string;
  readonly runId: string;
  /**
   * Probes at another pace than the image asks for, and as long as a busy machine may take; the command and the number
   * of retries stay the image's own.
   */
  readonly probeEveryMs?: number;
}

export interface ContainerState {
  readonly isRunning: boolean;
  readonly exitCode: number;
  /** `starting`, `healthy` or `unhealthy`; null for an image without a health check. */
  readonly health: string | null;
}

/** A program in a container that may do no more than it must. Disposing removes it. */
export interface SealedContainer extends AsyncDisposable {
  readonly id: string;
  /** Where its port is found on this machine, without a trailing slash. */
  readonly url: string;
  state(): Promise<ContainerState>;
  log(): Promise<ContainerLog>;
  /** Passes on what it writes to its standard output, from its first line to its end. */
  follow(onOutput: (text: string) => void): Promise<void>;
  /** Asks its program to end, by SIGTERM. One that has ended is asked for nothing. */
  tellToStop(): Promise<void>;
  /** Resolves with the exit code when it has ended. */
  ended(): Promise<number>;
  run(command: readonly string[]): Promise<{ readonly exitCode: number; readonly output: string }>;
}

/** What every sealed container is held to, in words for a witness. */
export const SEAL = {
  rootFileSystem: 'read-only',
  capabilities: 'none',
  newPrivileges: 'none',
  memoryMiB: 384,
  processors: 1.5,
  processes: 64,
  tmpfs: '/tmp',
} as const;

const PROBE_TIMEOUT_MS = 30_000;

const END_MS = 120_000;

const waited = z.object({ StatusCode: z.number() });
const created = z.object({ Id: z.string() });
const inspected = z.object({
  State: z.object({
    Running: z.boolean(),
    ExitCode: z.number(),
    Health: z.object({ Status: z.string() }).nullish(),
  }),
  NetworkSettings: z.object({
    Ports: z.record(z.string(), z.array(z.object({ HostPort: z.string() })).nullable()).nullish(),
    Networks: z.record(z.string(), z.object({ Gateway: z.string() })),
  }),
});

/**
 * Starts a container with a read-only root file system, /tmp in memory, no capability, no way to gain one, and limits on
 * memory, processors and processes. Throws PARITY_ENGINE_REQUEST_FAILED. It waits for nothing that the program does.
 */
export async function startSealedContainer(options: SealedContainerOptions): Promise<SealedContainer> {
  const { engine, network, port } = options;
  const body = toSettings(options);
  const { Id: id } = created.parse(await engine.call({ method: 'POST', path: '/containers/create', body }));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => remove(engine, id));
  const ending = new AbortController();
  stack.defer(() => ending.abort());
  await engine.call({ method: 'POST', path: `/containers/${id}/start`, timeoutMs: 60_000 });
  const { NetworkSettings: settings } = await inspect(engine, id);
  const published = network === 'host' ? port : settings.Ports?.[`${port}/tcp`]?.[0]?.HostPort;
  const owned = stack.move();
  return {
    id,
    url: `http://${findHost(engine, settings.Networks[network]?.Gateway)}:${published ?? port}`,
    state: () => readState(engine, id),
    log: () => readLog(engine, id),
    follow: (onOutput) => follow({ engine, id, signal: ending.signal }, onOutput),
    tellToStop: () => tellToStop(engine, id),
    ended: () => ended(engine, id),
    run: (command) => execIn(engine, id, command),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

function toSettings(options: SealedContainerOptions) {
  const { engine, image, command, variables, port, network, runId, probeEveryMs } = options;
  return {
    Image: image,
    ...(command === undefined ? {} : { Cmd: command }),
    Env: Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    Labels: ownLabels(runId),
    ExposedPorts: { [`${port}/tcp`]: {} },
    ...(probeEveryMs === undefined
      ? {}
      : { Healthcheck: { Interval: probeEveryMs * 1_000_000, Timeout: PROBE_TIMEOUT_MS * 1_000_000 } }),
    HostConfig: {
      NetworkMode: network,
      PortBindings:
        network === 'host'
          ? {}
          : { [`${port}/tcp`]: [{ HostIp: engine.publishesOnLoopback ? '127.0.0.1' : '', HostPort: '' }] },
      ExtraHosts: network === 'host' ? [] : ['host.docker.internal:host-gateway'],
      ReadonlyRootfs: true,
      Tmpfs: { [SEAL.tmpfs]: 'rw,noexec,nosuid,size=16m' },
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      Memory: SEAL.memoryMiB * 1024 ** 2,
      NanoCpus: SEAL.processors * 1e9,
      PidsLimit: SEAL.processes,
    },
  };
}

interface Followed {
  readonly engine: Engine;
  readonly id: string;
  readonly signal: AbortSignal;
}

async function follow({ engine, id, signal }: Followed, onOutput: (text: string) => void): Promise<void> {
  const text = new StringDecoder('utf8');
  const split = streamSplitter((stream, frame) => {
    if (stream === 'stdout') {
      onOutput(text.write(frame));
    }
  });
  await engine.follow(`/containers/${id}/logs?stdout=true&follow=true`, signal, split);
}

/** Where published ports are found: on the loopback, at a remote engine, or at the bridge as seen from a container. */
function findHost(engine: Engine, gateway: string | undefined): string {
  if (engine.publishesOnLoopback) {
    return '127.0.0.1';
  }
  return engine.url.startsWith('tcp:') ? new URL(engine.url).hostname : gateway || '127.0.0.1';
}

export async function readState(engine: Engine, id: string): Promise<ContainerState> {
  const { State: state } = await inspect(engine, id);
  return { isRunning: state.Running, exitCode: state.ExitCode, health: state.Health?.Status ?? null };
}

/** @note 409: it does not run any more. */
async function tellToStop(engine: Engine, id: string): Promise<void> {
  const request = { method: 'POST', path: `/containers/${id}/kill?signal=SIGTERM` } as const;
  const { status } = await engine.ask(request);
  if (status !== 409 && status > 299) {
    await engine.call(request);
  }
}

async function ended(engine: Engine, id: string): Promise<number> {
  const request = { method: 'POST', path: `/containers/${id}/wait`, timeoutMs: END_MS } as const;
  return waited.parse(await engine.call(request)).StatusCode;
}

async function inspect(engine: Engine, id: string) {
  return inspected.parse(await engine.call({ path: `/containers/${id}/json` }));
}

/** @note 404 and 409: somebody else removes it, or has. */
async function remove(engine: Engine, id: string): Promise<void> {
  const request = { method: 'DELETE', path: `/containers/${id}?force=true&v=true`, timeoutMs: 30_000 } as const;
  const { status } = await engine.ask(request);
  if (status !== 404 && status !== 409 && status > 299) {
    await engine.call(request);
  }
}
