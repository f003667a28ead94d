import type { Ports } from '../ports/ports.ts';

const BATCH = 500;
const DAY_MS = 86_400_000;

/** Deletes the analyses that are older, in batches, so that no statement is long. Says how many there were. */
export async function deleteOldAnalyses(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  days: number,
): Promise<number> {
  const before = new Date(clock.now().getTime() - days * DAY_MS);
  let deleted = 0;
  for (let batch = BATCH; batch === BATCH; deleted += batch) {
    batch = await database.analyses.deleteCreatedBefore(before, BATCH);
  }
  return deleted;
}
