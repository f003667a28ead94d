import type { StartResult, StopHandle, StopResult } from 'ultra-parity';
import { BootError } from '#server/boot-error.ts';
import type { RunningServer } from '#server/start.ts';

/** Starts the server and says what became of it, in the words of its own start errors. Other errors pass. */
export async function startServer<S extends RunningServer>(
  start: () => Promise<S>,
  keep: (server: S) => void,
): Promise<StartResult> {
  try {
    const server = await start();
    keep(server);
    return { outcome: 'listening', url: server.url };
  } catch (error) {
    if (!(error instanceof BootError)) {
      throw error;
    }
    const { code, exitCode, message, hint } = error;
    return { outcome: 'refused', code, exitCode, message, hint };
  }
}

/** Stops a server of this process. What its process would end with is known where it stops without an error. */
export async function stopServer(server: RunningServer | undefined): Promise<StopHandle> {
  return { ended: awaitEnd(server) };
}

async function awaitEnd(server: RunningServer | undefined): Promise<StopResult> {
  await server?.[Symbol.asyncDispose]();
  return { exitCode: 0 };
}
