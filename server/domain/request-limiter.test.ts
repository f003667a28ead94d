import { expect, test } from 'vitest';
import { ManualClock } from '../adapters/clock/manual-clock.ts';
import { MemoryDatabase } from '../adapters/database/memory-database.ts';
import { RequestLimiter } from './request-limiter.ts';

const POLICY = { name: 'requests', limit: 240, windowSeconds: 60 };
const LEASE = 4;
const NOON = new Date('2026-03-29T12:00:00Z');

test('takes permits in advance, so that most requests ask the database nothing', async () => {
  await using database = new MemoryDatabase();
  const limiter = new RequestLimiter({ database, clock: new ManualClock(NOON) }, POLICY);

  const first = await limiter.admit('ada');
  const others = [await limiter.admit('ada'), await limiter.admit('ada'), await limiter.admit('ada')];

  expect([first, ...others].map((headers) => headers['RateLimit'])).toStrictEqual([
    '"requests";r=239',
    '"requests";r=238',
    '"requests";r=237',
    '"requests";r=236',
  ]);
  expect(database.dump()['rate_limits']).toMatchObject([{ principal: 'ada', hits: LEASE }]);
});

test('lets exactly the limit through, however many come at once', async () => {
  await using database = new MemoryDatabase();
  const limiter = new RequestLimiter({ database, clock: new ManualClock(NOON) }, POLICY);

  const outcomes = await Promise.allSettled(Array.from({ length: 300 }, () => limiter.admit('ada')));

  const refused = outcomes.filter((one) => one.status === 'rejected');
  expect(outcomes.length - refused.length).toBe(POLICY.limit);
  expect(refused[0]).toMatchObject({ reason: { code: 'rate_limited', headers: { 'Retry-After': '60' } } });
});

test('lets no more than the limit through two instances, and refuses less than a lease too early', async () => {
  await using database = new MemoryDatabase();
  const clock = new ManualClock(NOON);
  const first = new RequestLimiter({ database, clock }, POLICY);
  const second = new RequestLimiter({ database, clock }, POLICY);
  await second.admit('ada');

  const outcomes = await Promise.allSettled(Array.from({ length: 300 }, () => first.admit('ada')));
  const lent = await Promise.allSettled(Array.from({ length: LEASE }, () => second.admit('ada')));

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(POLICY.limit - LEASE);
  expect(lent.filter(({ status }) => status === 'fulfilled')).toHaveLength(LEASE - 1);
});

test('counts a small limit one by one', async () => {
  await using database = new MemoryDatabase();
  const clock = new ManualClock(NOON);
  const limiters = [1, 2].map(() => new RequestLimiter({ database, clock }, { ...POLICY, limit: 6 }));

  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, () => limiters.map((limiter) => limiter.admit('ada'))).flat(),
  );

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(6);
});

test('begins again when the window has ended, and forgets who has not come back', async () => {
  await using database = new MemoryDatabase();
  const clock = new ManualClock(NOON);
  const limiter = new RequestLimiter({ database, clock }, { ...POLICY, limit: 1 });
  await limiter.admit('ada');
  await limiter.admit('grace');
  const early = limiter.admit('ada');
  await expect(early).rejects.toMatchObject({ code: 'rate_limited' });

  clock.advance(60_000);
  await limiter.admit('ada');

  expect(database.dump()['rate_limits']).toMatchObject([{ principal: 'ada', hits: 1 }]);
});

test('asks again after a failure of the database', async () => {
  await using database = new MemoryDatabase();
  const limiter = new RequestLimiter({ database, clock: new ManualClock(NOON) }, POLICY);
  const hit = database.rateLimits.hit;
  database.rateLimits.hit = () => Promise.reject(new Error('down'));
  const failed = limiter.admit('ada');
  await expect(failed).rejects.toThrow('down');

  database.rateLimits.hit = hit;

  await expect(limiter.admit('ada')).resolves.toMatchObject({ RateLimit: '"requests";r=239' });
});
