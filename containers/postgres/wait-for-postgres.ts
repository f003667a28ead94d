import { setTimeout as sleep } from 'node:timers/promises';
import { getErrorCode, withClient } from './connection.ts';

const POLL_MS = 25;

/**
 * Resolves once the server lets this URL in; gives up with the last error after `timeoutMs`, or as soon as `signal`
 * aborts, with its reason. An answer that waiting will not change (a wrong password, a missing database) is thrown at once.
 */
export async function waitForPostgres(
  url: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<void> {
  const givesUpAt = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const failure = await withClient(url, async () => null).catch((error: unknown) => error);
    if (failure === null) {
      return;
    }
    if (isFinal(getErrorCode(failure)) || performance.now() > givesUpAt) {
      throw failure;
    }
    await sleep(POLL_MS);
  }
}

/** Class 57P is "starting up" or "shutting down"; a code that is no SQLSTATE is a socket that is not there yet. */
function isFinal(code: string | undefined): boolean {
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) && !code.startsWith('57P');
}
