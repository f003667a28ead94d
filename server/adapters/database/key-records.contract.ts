import { expect, test } from 'vitest';
import type { Database } from '../../ports/database.ts';
import type { RegisterTest } from '../../test-support/register-test.ts';
import { aProviderKey, aServiceKey, aSession, aUser, id, LATER, NOON } from '../../test-support/rows.ts';

/** Service keys of a user. */
const MOST = 3;

/** What every Database does with passwords, keys and limits. `open` gives an empty one, which the test disposes of. */
export function keyRecordsContract(open: () => Promise<Database>, it: RegisterTest = test): void {
  it('sets a password only over the one that was known', async () => {
    await using database = await open();
    await database.users.insert(aUser());

    const changes = [
      await database.users.setPassword({ id: id(1), fromHash: 'other', toHash: 'new' }),
      await database.users.setPassword({ id: id(1), fromHash: 'hash', toHash: 'new' }),
    ];

    expect(changes).toStrictEqual([false, true]);
    await expect(database.users.findByEmail(aUser().email)).resolves.toMatchObject({ passwordHash: 'new' });
  });

  it('inserts a session only under the password that is still set', async () => {
    await using database = await open();
    await database.users.insert(aUser());

    const inserted = [
      await database.sessions.insertUnderPassword(aSession({ id: id(11) }), 'other'),
      await database.sessions.insertUnderPassword(aSession(), 'hash'),
    ];

    expect(inserted).toStrictEqual([false, true]);
    await expect(database.sessions.find(id(11))).resolves.toBeNull();
    await expect(database.sessions.find(id(10))).resolves.toStrictEqual({ session: aSession(), user: aUser() });
  });

  it('leaves no live session of the old password, however a login and a change of it meet', async () => {
    await using database = await open();
    await database.users.insert(aUser());

    const change = database.transaction(async ({ users, sessions }) => {
      await users.setPassword({ id: id(1), fromHash: 'hash', toHash: 'new' });
      await sessions.revokeAll(id(1), NOON);
    });
    await Promise.all([change, database.sessions.insertUnderPassword(aSession(), 'hash')]);

    const found = await database.sessions.find(id(10));
    expect(found === null || found.session.revokedAt !== null).toBe(true);
    expect(found?.session.revokedAt ?? NOON).toStrictEqual(NOON);
  });

  it("revokes all of one user's sessions and nobody else's", async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.users.insert(aUser({ id: id(2), email: 'grace@example.org' }));
    await database.sessions.insert(aSession());
    await database.sessions.insert(aSession({ id: id(11), revokedAt: LATER }));
    await database.sessions.insert(aSession({ id: id(12), userId: id(2) }));

    await database.sessions.revokeAll(id(1), NOON);

    const found = await Promise.all([id(10), id(11), id(12)].map((session) => database.sessions.find(session)));
    expect(found.map((one) => one?.session.revokedAt)).toStrictEqual([NOON, LATER, null]);
  });

  it('finds a service key by its hash, and lists those of a user that live, oldest first', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    const younger = aServiceKey({ id: id(51), keyHash: 'hash-2', createdAt: new Date(LATER) });
    await database.serviceKeys.insert(younger, MOST);
    await database.serviceKeys.insert(aServiceKey(), MOST);
    await database.serviceKeys.insert(aServiceKey({ id: id(52), keyHash: 'hash-3', revokedAt: new Date(NOON) }), MOST);

    const found = await database.serviceKeys.findByHash('hash-1');
    const listed = await database.serviceKeys.listOf(id(1));

    expect(found).toStrictEqual({ key: aServiceKey(), user: aUser() });
    expect(listed).toStrictEqual([aServiceKey(), younger]);
    await expect(database.serviceKeys.findByHash('no such hash')).resolves.toBeNull();
  });

  it('refuses a second service key with the same hash', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.serviceKeys.insert(aServiceKey(), MOST);

    const insert = database.serviceKeys.insert(aServiceKey({ id: id(51) }), MOST);

    await expect(insert).rejects.toMatchObject({ constraint: 'service_keys_key_hash_key' });
  });

  it('keeps no more live service keys of a user than it may, however many are made at once', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.users.insert(aUser({ id: id(2), email: 'grace@example.org' }));
    const make = (number: number, userId = id(1)) =>
      database.serviceKeys.insert(aServiceKey({ id: id(number), userId, keyHash: `hash-${number}` }), MOST);

    const atOnce = await Promise.all([51, 52, 53, 54, 55].map((number) => make(number)));
    const ofAnother = await make(60, id(2));
    const [first] = await database.serviceKeys.listOf(id(1));
    await database.serviceKeys.revoke({ id: first?.id ?? '', userId: id(1), at: NOON });
    const afterRevocation = [await make(61), await make(62)];

    expect(atOnce.toSorted()).toStrictEqual(['inserted', 'inserted', 'inserted', 'too_many', 'too_many']);
    expect([ofAnother, ...afterRevocation]).toStrictEqual(['inserted', 'inserted', 'too_many']);
    await expect(database.serviceKeys.listOf(id(1))).resolves.toHaveLength(MOST);
  });

  it('revokes a service key once, and only for its owner', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.serviceKeys.insert(aServiceKey(), MOST);
    await database.serviceKeys.touch(id(50), LATER);

    const revoked = [
      await database.serviceKeys.revoke({ id: id(50), userId: id(2), at: NOON }),
      await database.serviceKeys.revoke({ id: id(50), userId: id(1), at: NOON }),
      await database.serviceKeys.revoke({ id: id(50), userId: id(1), at: LATER }),
    ];

    expect(revoked).toStrictEqual([false, true, false]);
    await expect(database.serviceKeys.findByHash('hash-1')).resolves.toMatchObject({
      key: { revokedAt: NOON, lastUsedAt: LATER },
    });
  });

  it('has one provider key for each provider, the last that was put', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.providerKeys.put(aProviderKey());
    await database.providerKeys.put(aProviderKey({ provider: 'anthropic' }));

    await database.providerKeys.put(aProviderKey({ ciphertext: 'new', createdAt: LATER, updatedAt: LATER }));

    await expect(database.providerKeys.listOf(id(1))).resolves.toStrictEqual([
      aProviderKey({ provider: 'anthropic' }),
      aProviderKey({ ciphertext: 'new', updatedAt: LATER }),
    ]);
    await expect(database.providerKeys.delete({ userId: id(1), provider: 'openai' })).resolves.toBe(true);
    await expect(database.providerKeys.delete({ userId: id(1), provider: 'openai' })).resolves.toBe(false);
    await expect(database.providerKeys.find({ userId: id(1), provider: 'openai' })).resolves.toBeNull();
  });

  it('changes the status and the seal of a provider key only while it is the one that was read', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.providerKeys.put(aProviderKey());
    const which = { userId: id(1), provider: 'openai' } as const;
    const resealed = { ...which, keyVersion: 'v2', ciphertext: 'resealed' };

    await database.providerKeys.setStatus({ ...which, ciphertext: 'other', status: 'unauthorized' });
    const swapped = [
      await database.providerKeys.reseal({ ...resealed, from: 'other' }),
      await database.providerKeys.reseal({ ...resealed, from: 'sealed' }),
    ];
    await database.providerKeys.setStatus({ ...which, ciphertext: 'resealed', status: 'unreachable' });

    expect(swapped).toStrictEqual([false, true]);
    await expect(database.providerKeys.find(which)).resolves.toStrictEqual(
      aProviderKey({ keyVersion: 'v2', ciphertext: 'resealed', status: 'unreachable' }),
    );
  });

  it('names the provider keys that another master key seals, up to a limit', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.providerKeys.put(aProviderKey());
    await database.providerKeys.put(aProviderKey({ provider: 'google' }));
    await database.providerKeys.put(aProviderKey({ provider: 'anthropic', keyVersion: 'v2' }));

    const versions = await database.providerKeys.versions();
    const all = await database.providerKeys.notSealedUnder('v2', 10);
    const limited = await database.providerKeys.notSealedUnder('v2', 1);

    expect(all.map(({ provider }) => provider)).toStrictEqual(['google', 'openai']);
    expect(limited).toHaveLength(1);
    expect(versions).toStrictEqual(['v1', 'v2']);
  });

  it('takes keys along with a deleted user', async () => {
    await using database = await open();
    await database.users.insert(aUser());
    await database.serviceKeys.insert(aServiceKey(), MOST);
    await database.providerKeys.put(aProviderKey());

    await database.users.delete(id(1));

    await expect(database.serviceKeys.findByHash('hash-1')).resolves.toBeNull();
    await expect(database.providerKeys.listOf(id(1))).resolves.toStrictEqual([]);
  });

  it('counts simultaneous requests one after another, up to the limit and one', async () => {
    await using database = await open();
    const request = { policy: { name: 'p', limit: 3, windowSeconds: 60 }, principal: 'ada', permits: 1, now: NOON };

    const counts = await Promise.all(Array.from({ length: 6 }, () => database.rateLimits.hit(request)));

    expect(counts.map(({ hits }) => hits).toSorted()).toStrictEqual([1, 2, 3, 4, 4, 4]);
    expect(counts.every(({ resetsAt }) => resetsAt.getTime() === NOON.getTime() + 60_000)).toBe(true);
  });

  it('takes several permits at once, and says when some are over the limit', async () => {
    await using database = await open();
    const policy = { name: 'p', limit: 10, windowSeconds: 60 };
    const request = { policy, principal: 'ada', permits: 4, now: NOON };

    const counts = [
      await database.rateLimits.hit(request),
      await database.rateLimits.hit(request),
      await database.rateLimits.hit(request),
      await database.rateLimits.hit(request),
      await database.rateLimits.hit({ ...request, permits: 1 }),
    ];

    expect(counts.map(({ hits }) => hits)).toStrictEqual([4, 8, 12, 14, 11]);
  });

  it('counts policies and principals apart, and begins again when the window has ended', async () => {
    await using database = await open();
    const policy = { name: 'p', limit: 3, windowSeconds: 60 };
    const first = { policy, principal: 'ada', permits: 1, now: NOON };
    await database.rateLimits.hit(first);
    const next = new Date(NOON.getTime() + 60_000);

    const counts = [
      await database.rateLimits.hit({ ...first, principal: 'grace' }),
      await database.rateLimits.hit({ ...first, policy: { ...policy, name: 'q' } }),
      await database.rateLimits.hit({ ...first, now: new Date(next.getTime() - 1) }),
      await database.rateLimits.hit({ ...first, now: next }),
    ];

    expect(counts.map(({ hits }) => hits)).toStrictEqual([1, 1, 2, 1]);
  });

  it('forgets the windows that have ended and no others', async () => {
    await using database = await open();
    const policy = { name: 'p', limit: 3, windowSeconds: 60 };
    await database.rateLimits.hit({ policy, principal: 'ada', permits: 1, now: NOON });
    await database.rateLimits.hit({ policy, principal: 'grace', permits: 1, now: LATER });

    await database.rateLimits.forget(LATER);

    const counts = await Promise.all(
      ['ada', 'grace'].map((principal) => database.rateLimits.hit({ policy, principal, permits: 1, now: NOON })),
    );
    expect(counts.map(({ hits }) => hits)).toStrictEqual([1, 2]);
  });
}
