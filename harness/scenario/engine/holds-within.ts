import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  readonly latestMs: number;
  /** How long to wait between two looks. */
  readonly everyMs: number;
}

/** Whether a condition comes to hold in time. Where it holds already, there is no wait. */
export async function holdsWithin(
  { latestMs, everyMs }: Patience,
  holds: () => boolean | Promise<boolean>,
): Promise<boolean> {
  for (let looks = latestMs / everyMs; looks > 0; looks -= 1) {
    if (await holds()) {
      return true;
    }
    await sleep(everyMs);
  }
  return false;
}
