import { once } from 'node:events';

const LONG_MS = 2 ** 30;

/** Waits for Ctrl-C. A listener alone keeps no process alive: Node would end with the wait unsettled, so a timer does. */
export async function waitForInterrupt(signal: AbortSignal): Promise<void> {
  if (signal.aborted) {
    return;
  }
  const alive = setInterval(() => undefined, LONG_MS);
  try {
    await once(signal, 'abort');
  } finally {
    clearInterval(alive);
  }
}
