import type { Engine } from '../engine/engine.ts';

/** What can happen to a container as a whole. Each is done when its promise resolves. */
export interface ContainerFaults {
  /** SIGTERM or the image's STOPSIGNAL, and SIGKILL after `graceSeconds`. */
  stop(graceSeconds?: number): Promise<void>;
  /** @note The engine gives a stopped container another free port of this machine. */
  start(): Promise<void>;
  restart(graceSeconds?: number): Promise<void>;
  kill(): Promise<void>;
  /** Every process of it stands still, and its connections stay open. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

/** Operations of the engine on one of its containers. They throw PARITY_ENGINE_REQUEST_FAILED. */
export function containerFaults(engine: Engine, id: string): ContainerFaults {
  const act = async (action: string): Promise<void> => {
    await engine.call({ method: 'POST', path: `/containers/${id}/${action}`, timeoutMs: 60_000 });
  };
  return {
    stop: (graceSeconds = 10) => act(`stop?t=${graceSeconds}`),
    start: () => act('start'),
    restart: (graceSeconds = 10) => act(`restart?t=${graceSeconds}`),
    kill: () => act('kill'),
    pause: () => act('pause'),
    resume: () => act('unpause'),
  };
}
