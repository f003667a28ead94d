import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  readonly latestMs: number;
  /** How long to wait between two looks. */
  readonly everyMs: number;
}

/** Whether something comes to hold while somebody waits for it. Where it holds already, nobody waits. */
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
