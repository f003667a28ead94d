import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../adapters/clock/manual-clock.ts';
import { mockApp } from '../test-support/mock-server.ts';
import { expectProblem } from '../test-support/problems.ts';
import { me, signUp } from '../test-support/requests.ts';

describe('GET /api/users/me', () => {
  test('tells who sent the token', async () => {
    await using server = await mockApp();
    const { accessToken, user } = await signUp(server);

    const response = await me(server, accessToken);

    expect(response.status).toBe(200);
    expect(response.body).toStrictEqual(user);
  });

  test('asks for a token when there is none', async () => {
    await using server = await mockApp();

    const response = await request(server.app).get('/api/users/me');

    expectProblem(response, 401, 'token_missing');
    expect(response.get('www-authenticate')).toBe('Bearer realm="ultra"');
  });

  test.each([
    ['Basic YTpi', 'token_missing'],
    ['Bearer', 'token_malformed'],
    ['Bearer a b', 'token_malformed'],
    ['Bearer not-a-token', 'token_malformed'],
    ['bearer a.b.c', 'token_malformed'],
  ])('refuses the header "%s" with %s', async (header, code) => {
    await using server = await mockApp();

    const response = await request(server.app).get('/api/users/me').set('authorization', header);

    expectProblem(response, 401, code);
  });

  test('refuses a refresh token', async () => {
    await using server = await mockApp();
    const { refreshToken } = await signUp(server);

    const response = await me(server, refreshToken);

    expectProblem(response, 401, 'token_wrong_type');
    expect(response.get('www-authenticate')).toContain('error="invalid_token"');
  });

  test('refuses a token with another signature', async () => {
    await using server = await mockApp();
    await using stranger = await mockApp();
    const { accessToken } = await signUp(stranger);

    const response = await me(server, accessToken);

    expectProblem(response, 401, 'token_signature_invalid');
  });

  test('refuses a token at the second in which it expires, and not before', async () => {
    const clock = new ManualClock(new Date('2026-03-29T00:59:59.500Z'));
    await using server = await mockApp({}, { clock });
    const { accessToken } = await signUp(server);

    clock.advance(899_000);
    const before = await me(server, accessToken);
    clock.advance(1_000);
    const after = await me(server, accessToken);

    expect(before.status).toBe(200);
    expectProblem(after, 401, 'token_expired');
  });

  test('refuses the token of a user who has been deleted', async () => {
    await using server = await mockApp();
    const { accessToken, user } = await signUp(server);
    await server.ports.database.users.delete(user.id);

    const response = await me(server, accessToken);

    expectProblem(response, 401, 'token_revoked');
  });
});
