import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../adapters/clock/manual-clock.ts';
import { ScryptHasher } from '../adapters/passwords/scrypt-hasher.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import { mockApp } from '../test-support/mock-server.ts';
import { expectProblem } from '../test-support/problems.ts';
import { logIn, me, PASSWORD, signUp } from '../test-support/requests.ts';

describe('POST /api/auth/login', () => {
  test('does the same hash work for an unknown e-mail address as for a wrong password', async () => {
    const hasher = countingHasher();
    await using app = await mockApp({}, { passwords: hasher });
    await signUp(app);
    hasher.work.length = 0;

    const wrong = await logIn(app, { password: 'not the password' });
    const afterWrong = [...hasher.work];
    const unknown = await logIn(app, { email: 'nobody@example.org', password: 'not the password' });
    const afterUnknown = hasher.work.slice(afterWrong.length);

    expect(afterWrong).toStrictEqual(['verify']);
    expect(afterUnknown).toStrictEqual(afterWrong);
    expect({ ...unknown.body, requestId: '' }).toStrictEqual({ ...wrong.body, requestId: '' });
  });

  test('does no hash work at all once the limit is reached, and lets in again when the window has ended', async () => {
    const hasher = countingHasher();
    const clock = new ManualClock(new Date('2026-03-29T12:00:00Z'));
    await using app = await mockApp({ passwordLimit: 2 }, { passwords: hasher, clock });
    await signUp(app);
    await logIn(app, { password: 'wrong' });
    await logIn(app, { password: 'wrong' });
    hasher.work.length = 0;

    const refused = await logIn(app, { password: PASSWORD });
    const workWhileRefused = hasher.work.length;
    clock.advance(300_000);
    const admitted = await logIn(app, { password: PASSWORD });

    expectProblem(refused, 429, 'rate_limited');
    expect(refused.get('retry-after')).toBe('300');
    expect(workWhileRefused).toBe(0);
    expect(admitted.status).toBe(200);
  });

  test('counts registrations, logins and refreshes of an address together', async () => {
    await using app = await mockApp({ signInLimit: 2 });
    const { refreshToken } = await signUp(app);
    await logIn(app, { password: PASSWORD });

    const response = await request(app.app).post('/api/auth/refresh').send({ refreshToken });

    expectProblem(response, 429, 'rate_limited');
  });

  test('believes as many proxies about the address as it is told to', async () => {
    await using alone = await mockApp({ signInLimit: 1 });
    await using behindOne = await mockApp({ signInLimit: 1, trustedProxies: 1 });

    const statuses = [];
    for (const { app } of [alone, behindOne]) {
      for (const from of ['192.0.2.1', '192.0.2.2']) {
        const body = { email: 'nobody@example.org', password: 'x' };
        statuses.push((await request(app).post('/api/auth/login').set('X-Forwarded-For', from).send(body)).status);
      }
    }

    expect(statuses).toStrictEqual([401, 429, 401, 401]);
  });
});

test('limits are off where they are 0', async () => {
  await using app = await mockApp({ requestLimit: 0, signInLimit: 0, passwordLimit: 0 });
  const { accessToken } = await signUp(app);

  const response = await me(app, accessToken);

  expect(response.status).toBe(200);
  expect(response.get('ratelimit')).toBeUndefined();
  expect(app.ports.doubles.database.dump()['rate_limits']).toStrictEqual([]);
});

function countingHasher(): PasswordHasher & { readonly work: string[] } {
  const hasher = new ScryptHasher({ ln: 4 });
  const work: string[] = [];
  return {
    work,
    hash: (password) => {
      work.push('hash');
      return hasher.hash(password);
    },
    verify: (password, hash) => {
      work.push('verify');
      return hasher.verify(password, hash);
    },
  };
}
