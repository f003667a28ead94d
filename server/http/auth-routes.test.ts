import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { mockApp } from '../test-support/mock-server.ts';
import { expectProblem, pointersOf } from '../test-support/problems.ts';
import { logIn, me, PASSWORD, refresh, signUp } from '../test-support/requests.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('accounts', () => {
  test('registers with a lower-cased e-mail and signs in at once', async () => {
    await using server = await mockApp();
    const account = { email: ' Ada@Example.org ', password: PASSWORD, name: 'Ada' };

    const response = await request(server.app).post('/api/auth/register').send(account);

    expect(response.status).toBe(201);
    expect(response.get('cache-control')).toBe('no-store');
    expect(response.body).toStrictEqual({
      user: {
        id: expect.stringMatching(UUID),
        email: 'ada@example.org',
        name: 'Ada',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      },
      accessToken: expect.any(String),
      refreshToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 900,
    });
  });

  test('refuses a taken e-mail, also when two ask at once', async () => {
    await using server = await mockApp();
    const account = { email: 'ada@example.org', password: PASSWORD };

    const responses = await Promise.all([
      request(server.app).post('/api/auth/register').send(account),
      request(server.app).post('/api/auth/register').send(account),
    ]);

    expect(responses.map(({ status }) => status).toSorted()).toStrictEqual([201, 409]);
    expect(responses.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'email_taken' });
    expect(server.ports.doubles.database.dump()['users']).toHaveLength(1);
  });

  test('names every wrong field with a pointer, and repeats no value', async () => {
    await using server = await mockApp();
    const account = { email: 'no-address', password: 'tooshort', name: 7, admin: true };

    const response = await request(server.app).post('/api/auth/register').send(account);

    expectProblem(response, 422, 'validation_failed');
    expect(pointersOf(response)).toStrictEqual(['/email', '/password', '/name', '/admin']);
    expect(response.text).not.toContain('tooshort');
  });

  test('logs in with the right password', async () => {
    await using server = await mockApp();
    await signUp(server);

    const response = await logIn(server, { password: PASSWORD });

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({ user: { email: 'ada@example.org' }, tokenType: 'Bearer' });
  });

  test('answers a wrong password and an unknown e-mail alike', async () => {
    await using server = await mockApp();
    await signUp(server);

    const wrong = await logIn(server, { password: 'another horse battery' });
    const unknown = await logIn(server, { email: 'nobody@example.org', password: PASSWORD });

    expectProblem(wrong, 401, 'credentials_invalid');
    expect({ ...unknown.body, requestId: '' }).toStrictEqual({ ...wrong.body, requestId: '' });
    expect(wrong.get('www-authenticate')).toBe('Bearer realm="ultra"');
  });

  test('gives a new pair for a refresh token, once', async () => {
    await using server = await mockApp();
    const { refreshToken } = await signUp(server);

    const first = await refresh(server, refreshToken);
    const second = await refresh(server, first.body.refreshToken);

    expect([first.status, second.status]).toStrictEqual([200, 200]);
    expect(first.body.refreshToken).not.toBe(refreshToken);
    expect(Object.keys(first.body)).toStrictEqual(['user', 'accessToken', 'refreshToken', 'tokenType', 'expiresIn']);
  });

  test('revokes the session of a refresh token that is used twice', async () => {
    await using server = await mockApp();
    const { refreshToken } = await signUp(server);
    const renewed = await refresh(server, refreshToken);

    const reused = await refresh(server, refreshToken);

    expectProblem(reused, 401, 'token_revoked');
    expectProblem(await refresh(server, renewed.body.refreshToken), 401, 'token_revoked');
    expectProblem(await me(server, renewed.body.accessToken), 401, 'token_revoked');
  });

  test('takes no access token for a refresh token', async () => {
    await using server = await mockApp();
    const { accessToken } = await signUp(server);

    const response = await refresh(server, accessToken);

    expectProblem(response, 401, 'token_wrong_type');
  });

  test('ends the session on logout, and no other', async () => {
    await using server = await mockApp();
    const { accessToken, refreshToken } = await signUp(server);
    const other = await logIn(server, { password: PASSWORD });

    const response = await request(server.app).post('/api/auth/logout').auth(accessToken, { type: 'bearer' });

    expect(response.status).toBe(204);
    expect(response.text).toBe('');
    expectProblem(await me(server, accessToken), 401, 'token_revoked');
    expectProblem(await refresh(server, refreshToken), 401, 'token_revoked');
    expect((await me(server, other.body.accessToken)).status).toBe(200);
  });
});
