import { expect, test } from 'vitest';
import type { ClaimRequest } from '../../ports/analysis-repository.ts';
import type { Analysis, Database } from '../../ports/database.ts';
import type { RegisterTest } from '../../test-support/register-test.ts';
import { anAnalysis, aUser, id, LATER, NOON } from '../../test-support/rows.ts';

const EVE = { id: id(2), email: 'eve@example.org' };
const owned = { id: id(30), userId: id(1) };

/** What every Database does with many analyses and with idempotency keys. `open` gives an empty one. */
export function analysesContract(open: () => Promise<Database>, it: RegisterTest = test): void {
  it("lists a user's analyses without their calls, newest first, and of one instant by id", async () => {
    await using database = await open();
    await fill(database, [
      [31, NOON],
      [33, LATER],
      [32, NOON],
    ]);
    await database.users.insert(aUser(EVE));
    await database.analyses.insert(bare(34, LATER, EVE.id));

    const listed = await database.analyses.list({ userId: id(1), after: null, limit: 10 });

    const { calls: _, ...summary } = bare(33, LATER);
    expect(listed.map((analysis) => analysis.id)).toStrictEqual([id(33), id(32), id(31)]);
    expect(listed[0]).toStrictEqual(summary);
  });

  it('goes through all pages without a gap or a repetition, whatever is added in front', async () => {
    await using database = await open();
    await fill(database, [
      [31, NOON],
      [32, NOON],
      [33, NOON],
    ]);

    const first = await database.analyses.list({ userId: id(1), after: null, limit: 2 });
    await database.analyses.insert(bare(39, LATER));
    const second = await database.analyses.list({ userId: id(1), after: first[1] ?? null, limit: 2 });

    expect([...first, ...second].map((analysis) => analysis.id)).toStrictEqual([id(33), id(32), id(31)]);
  });

  it('deletes an analysis with its calls, once, and for its owner alone', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.analyses.insert(anAnalysis());

    const byOther = await database.analyses.delete({ ...owned, userId: EVE.id });
    const byOwner = [await database.analyses.delete(owned), await database.analyses.delete(owned)];

    expect([byOther, ...byOwner]).toStrictEqual([false, true, false]);
    await expect(database.analyses.findById(owned.id)).resolves.toBeNull();
    await expect(database.analyses.insert(anAnalysis())).resolves.toBeUndefined();
  });

  it('deletes what was created before a time, oldest first and at most so many', async () => {
    await using database = await open();
    await fill(database, [
      [31, new Date(NOON.getTime() - 2)],
      [32, new Date(NOON.getTime() - 1)],
      [33, NOON],
    ]);

    const first = await database.analyses.deleteCreatedBefore(NOON, 1);
    const left = await database.analyses.list({ userId: id(1), after: null, limit: 10 });
    const others = [
      await database.analyses.deleteCreatedBefore(NOON, 5),
      await database.analyses.deleteCreatedBefore(NOON, 5),
    ];

    expect([first, ...others]).toStrictEqual([1, 1, 0]);
    expect(left.map((analysis) => analysis.id)).toStrictEqual([id(33), id(32)]);
  });

  it('lets one of two simultaneous requests have an idempotency key', async () => {
    await using database = await open();
    await database.users.insert(aUser());

    const claims = await Promise.all([
      database.analyses.claim(aClaim({ claimId: id(61) })),
      database.analyses.claim(aClaim({ claimId: id(62) })),
    ]);

    expect(claims.map(({ status }) => status).toSorted()).toStrictEqual(['claimed', 'pending']);
  });

  it('leads an idempotency key to the analysis that was stored under its claim', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.analyses.claim(aClaim());

    await database.analyses.insert(anAnalysis(), id(60));

    await expect(database.analyses.claim(aClaim({ claimId: id(61) }))).resolves.toStrictEqual({
      status: 'done',
      analysisId: id(30),
    });
  });

  it('tells another request under the same key from the same one, and keys of others from ours', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.users.insert(aUser(EVE));
    await database.analyses.claim(aClaim());

    const other = await database.analyses.claim(aClaim({ claimId: id(61), fingerprint: 'other' }));
    const eves = await database.analyses.claim(aClaim({ claimId: id(62), userId: EVE.id }));

    expect([other.status, eves.status]).toStrictEqual(['other_request', 'claimed']);
  });

  it('frees a key that is given up, and keeps one under which something is stored', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.analyses.claim(aClaim());

    await database.analyses.release(id(60));
    const again = await database.analyses.claim(aClaim({ claimId: id(61) }));
    await database.analyses.insert(anAnalysis(), id(61));
    await database.analyses.release(id(61));

    expect(again.status).toBe('claimed');
    await expect(database.analyses.claim(aClaim({ claimId: id(62) }))).resolves.toMatchObject({ status: 'done' });
  });

  it('lets another request take over a claim that has expired, and its first holder store without the key', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.analyses.claim(aClaim());

    const taken = await database.analyses.claim(aClaim({ claimId: id(61), now: LATER }));
    await database.analyses.insert(anAnalysis(), id(60));

    expect(taken.status).toBe('claimed');
    await expect(database.analyses.claim(aClaim({ claimId: id(62) }))).resolves.toMatchObject({ status: 'pending' });
  });

  it('frees the key of a deleted analysis', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.analyses.claim(aClaim());
    await database.analyses.insert(anAnalysis(), id(60));

    await database.analyses.delete(owned);

    await expect(database.analyses.claim(aClaim({ claimId: id(61) }))).resolves.toMatchObject({ status: 'claimed' });
  });
}

function aClaim(changes: Partial<ClaimRequest> = {}): ClaimRequest {
  const times = { now: NOON, expiresAt: LATER };
  return { claimId: id(60), userId: id(1), key: 'a-key', fingerprint: 'this', ...times, ...changes };
}

function bare(number: number, createdAt: Date, userId = id(1)): Analysis {
  return anAnalysis({ id: id(number), userId, createdAt, calls: [] });
}

async function fill(database: Database, created: readonly (readonly [number, Date])[]): Promise<void> {
  await database.users.insert(aUser());
  for (const [number, createdAt] of created) {
    await database.analyses.insert(bare(number, createdAt));
  }
}
