import { expect, test } from 'vitest';
import { ConstraintViolation } from '../../ports/constraint-violation.ts';
import type { Database } from '../../ports/database.ts';
import type { RegisterTest } from '../../test-support/register-test.ts';
import { anAnalysis, aSession, aUser, id, LATER, NOON } from '../../test-support/rows.ts';

/** What every Database does. `open` gives an empty one, which the test disposes of. */
export function databaseContract(open: () => Promise<Database>, it: RegisterTest = test): void {
  it('finds a user by e-mail as it was inserted', async () => {
    await using database = await open();
    const user = aUser();

    const inserted = await database.users.insert(user);

    expect(inserted).toBe('inserted');
    await expect(database.users.findByEmail(user.email)).resolves.toStrictEqual(user);
  });

  it('finds nobody under an e-mail that nobody has', async () => {
    await using database = await open();
    await database.users.insert(aUser());

    const found = await database.users.findByEmail('nobody@example.org');

    expect(found).toBeNull();
  });

  it('lets one of two simultaneous registrations have the e-mail', async () => {
    await using database = await open();

    const outcomes = await Promise.all([
      database.users.insert(aUser({ id: id(1) })),
      database.users.insert(aUser({ id: id(2) })),
    ]);

    expect(outcomes.toSorted()).toStrictEqual(['email_taken', 'inserted']);
  });

  it('refuses an e-mail that is not lower case', async () => {
    await using database = await open();

    const insert = database.users.insert(aUser({ email: 'Ada@example.org' }));

    await expect(insert).rejects.toMatchObject({ constraint: 'users_email_check' });
  });

  it('refuses U+0000 in text', async () => {
    await using database = await open();

    const insert = database.users.insert(aUser({ name: 'a\0b' }));

    await expect(insert).rejects.toMatchObject({ constraint: 'text_without_nul' });
  });

  it('refuses a second user with the same id', async () => {
    await using database = await open();
    await database.users.insert(aUser());

    const insert = database.users.insert(aUser({ email: 'other@example.org' }));

    await expect(insert).rejects.toMatchObject({ constraint: 'users_pkey' });
  });

  it('hands out copies, so that changing one changes nothing that is stored', async () => {
    await using database = await open();
    const user = aUser();
    await database.users.insert(user);

    const found = await database.users.findByEmail(user.email);
    found?.createdAt.setFullYear(1999);

    await expect(database.users.findByEmail(user.email)).resolves.toStrictEqual(aUser());
  });

  it('keeps a session with its times to the millisecond', async () => {
    await using database = await open();
    await database.users.insert(aUser());

    await database.sessions.insert(aSession());

    await expect(database.sessions.find(id(10))).resolves.toStrictEqual({ session: aSession(), user: aUser() });
  });

  it('refuses a session of a user that does not exist', async () => {
    await using database = await open();

    const insert = database.sessions.insert(aSession());

    await expect(insert).rejects.toMatchObject({ constraint: 'sessions_user_id_fkey' });
  });

  it('rotates a refresh token once', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.sessions.insert(aSession());
    const change = { id: id(10), fromJti: id(20), toJti: id(21), expiresAt: LATER };

    const both = await Promise.all([database.sessions.rotate(change), database.sessions.rotate(change)]);

    expect(both.toSorted()).toStrictEqual([false, true]);
    await expect(database.sessions.find(id(10))).resolves.toMatchObject({
      session: { refreshJti: id(21), expiresAt: LATER },
    });
  });

  it('rotates nothing in a revoked session', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.sessions.insert(aSession());
    await database.sessions.revoke(id(10), NOON);

    const rotated = await database.sessions.rotate({ id: id(10), fromJti: id(20), toJti: id(21), expiresAt: LATER });

    expect(rotated).toBe(false);
  });

  it('keeps the first time of a revocation', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.sessions.insert(aSession());

    const first = await database.sessions.revoke(id(10), NOON);
    const second = await database.sessions.revoke(id(10), LATER);

    expect([first, second]).toEqual([true, false]);
    await expect(database.sessions.find(id(10))).resolves.toMatchObject({ session: { revokedAt: NOON } });
  });

  it('gives an analysis back with its calls by stage and ordinal', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    const analysis = anAnalysis();

    await database.analyses.insert({ ...analysis, calls: analysis.calls.toReversed() });

    await expect(database.analyses.findById(analysis.id)).resolves.toStrictEqual(analysis);
  });

  it('stores nothing of an analysis when one of its calls is refused', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    const [first, ...others] = anAnalysis().calls;

    const insert = database.analyses.insert({
      ...anAnalysis(),
      calls: [first, first, ...others].filter((call) => call !== undefined),
    });

    await expect(insert).rejects.toBeInstanceOf(ConstraintViolation);
    await expect(database.analyses.findById(anAnalysis().id)).resolves.toBeNull();
  });

  it('takes sessions and analyses along with a deleted user', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.sessions.insert(aSession());
    await database.analyses.insert(anAnalysis());

    const deleted = [await database.users.delete(id(1)), await database.users.delete(id(1))];

    expect(deleted).toStrictEqual([true, false]);
    await expect(database.sessions.find(id(10))).resolves.toBeNull();
    await expect(database.analyses.findById(id(30))).resolves.toBeNull();
  });

  it('commits what a transaction did, and shows it nowhere before', async () => {
    await using database = await open();

    const seen = await database.transaction(async ({ users, sessions }) => {
      await users.insert(aUser());
      await sessions.insert(aSession());
      return {
        inside: await users.findByEmail(aUser().email),
        outside: await database.users.findByEmail(aUser().email),
      };
    });

    expect(seen).toStrictEqual({ inside: aUser(), outside: null });
    await expect(database.sessions.find(id(10))).resolves.toStrictEqual({ session: aSession(), user: aUser() });
  });

  it('rolls back when the work rejects, and passes its error on', async () => {
    await using database = await open();
    const failure = new Error('no');

    const work = database.transaction(async ({ users }) => {
      await users.insert(aUser());
      throw failure;
    });

    await expect(work).rejects.toBe(failure);
    await expect(database.users.findByEmail(aUser().email)).resolves.toBeNull();
  });

  it('does not commit after a failed statement, even if the work caught its error', async () => {
    await using database = await open();

    const work = database.transaction(async ({ users, sessions }) => {
      await users.insert(aUser());
      await sessions.insert(aSession({ userId: id(2) })).catch(() => 'caught');
    });

    await expect(work).rejects.toMatchObject({ constraint: 'sessions_user_id_fkey' });
    await expect(database.users.findByEmail(aUser().email)).resolves.toBeNull();
  });

  it('says what it is when it is pinged, and that its schema is current', async () => {
    await using database = await open();

    const ping = await database.ping();

    expect(ping).toMatchObject({ backend: database.backend, latencyMs: expect.any(Number) });
    await expect(database.migrationsCurrent()).resolves.toBe(true);
    expect(database.pool()).toStrictEqual({
      total: expect.any(Number),
      idle: expect.any(Number),
      waiting: expect.any(Number),
    });
  });
}
