import { expect, test } from 'vitest';
import { ManualClock } from '../adapters/clock/manual-clock.ts';
import { MemoryDatabase } from '../adapters/database/memory-database.ts';
import { anAnalysis, aUser, id, NOON } from '../test-support/rows.ts';
import { deleteOldAnalyses } from './retention.ts';

test('deletes every analysis that is older than so many days, over as many batches as it takes', async () => {
  await using database = new MemoryDatabase();
  await database.users.insert(aUser());
  for (let number = 1; number <= 1_001; number += 1) {
    await database.analyses.insert(anAnalysis({ id: id(1_000 + number), calls: [] }));
  }
  const clock = new ManualClock(NOON);
  clock.advance(10 * 86_400_000 + 1);

  const young = await deleteOldAnalyses({ database, clock }, 11);
  const old = await deleteOldAnalyses({ database, clock }, 10);

  expect([young, old]).toStrictEqual([0, 1_001]);
});
