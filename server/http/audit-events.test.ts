import request from 'supertest';
import { describe, expect, test } from 'vitest';
import type { LogFields, Logger } from '../ports/logger.ts';
import { type MockApp, mockApp } from '../test-support/mock-server.ts';

const ADA = { email: 'ada@example.org', password: 'correct horse battery' };
const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);

interface Logged {
  readonly level: string;
  readonly event: string;
  readonly fields: LogFields | undefined;
}

/** Keeps what is logged, but for the line that every request has. */
function recording() {
  const events: Logged[] = [];
  const logger: Logger = {
    log: (level, event, fields) => void (event === 'request' || events.push({ level, event, fields })),
  };
  return { events, logger };
}

async function registered({ app }: MockApp) {
  const { body } = await request(app).post('/api/auth/register').send(ADA);
  return { refreshToken: String(body.refreshToken), authorization: `Bearer ${body.accessToken}` };
}

describe('what matters for security is logged, with the request and the account', () => {
  test('a registration and a login', async () => {
    const { events, logger } = recording();
    await using server = await mockApp({}, { logger });

    await registered(server);
    await request(server.app).post('/api/auth/login').send(ADA).set('X-Request-Id', 'login-1');

    const fields = { userId: UUID, sessionId: UUID };
    expect(events).toEqual([
      { level: 'info', event: 'account_registered', fields: { requestId: UUID, ...fields } },
      { level: 'info', event: 'logged_in', fields: { requestId: 'login-1', ...fields } },
    ]);
  });

  test('a login that fails, and whether there is such an account', async () => {
    const { events, logger } = recording();
    await using server = await mockApp({}, { logger });
    await registered(server);

    await request(server.app)
      .post('/api/auth/login')
      .send({ ...ADA, password: 'wrong' });
    await request(server.app)
      .post('/api/auth/login')
      .send({ ...ADA, email: 'nobody@example.org' });

    expect(events.slice(1)).toMatchObject([
      { level: 'warn', event: 'login_failed', fields: { userId: UUID } },
      { level: 'warn', event: 'login_failed', fields: { userId: null } },
    ]);
  });

  test('the second use of a refresh token, once', async () => {
    const { events, logger } = recording();
    await using server = await mockApp({}, { logger });
    const { refreshToken } = await registered(server);

    await request(server.app).post('/api/auth/refresh').send({ refreshToken });
    await request(server.app).post('/api/auth/refresh').send({ refreshToken });
    await request(server.app).post('/api/auth/refresh').send({ refreshToken });

    expect(events.slice(1)).toMatchObject([
      { level: 'warn', event: 'refresh_token_reused', fields: { userId: UUID, sessionId: UUID } },
    ]);
  });

  test('a logout', async () => {
    const { events, logger } = recording();
    await using server = await mockApp({}, { logger });
    const { authorization } = await registered(server);

    await request(server.app).post('/api/auth/logout').set({ authorization });

    expect(events.slice(1)).toMatchObject([{ level: 'info', event: 'logged_out', fields: { sessionId: UUID } }]);
  });

  test('a password that is changed, and one that is not', async () => {
    const { events, logger } = recording();
    await using server = await mockApp({}, { logger });
    const { authorization } = await registered(server);
    const change = (currentPassword: string) =>
      request(server.app)
        .post('/api/users/me/change-password')
        .set({ authorization })
        .send({ currentPassword, newPassword: 'another horse battery' });

    await change('wrong');
    await change(ADA.password);

    expect(events.slice(1)).toMatchObject([
      { level: 'warn', event: 'password_change_refused', fields: { userId: UUID } },
      { level: 'info', event: 'password_changed', fields: { userId: UUID } },
    ]);
  });

  test('a service key that is created and revoked, without the key', async () => {
    const { events, logger } = recording();
    await using server = await mockApp({}, { logger });
    const { authorization } = await registered(server);

    const { body } = await request(server.app)
      .post('/api/users/me/api-keys')
      .set({ authorization })
      .send({ name: 'ci', scopes: ['analyze'] });
    await request(server.app).delete(`/api/users/me/api-keys/${body.id}`).set({ authorization });

    expect(events.slice(1)).toMatchObject([
      { level: 'info', event: 'service_key_created', fields: { keyId: body.id, scopes: 'analyze' } },
      { level: 'info', event: 'service_key_revoked', fields: { keyId: body.id } },
    ]);
    expect(JSON.stringify(events)).not.toContain(body.key);
  });

  test('a provider key that is saved and deleted, without the key', async () => {
    const { events, logger } = recording();
    await using server = await mockApp({}, { logger });
    const { authorization } = await registered(server);
    const path = '/api/users/me/provider-keys/openai';

    await request(server.app).put(path).set({ authorization }).send({ apiKey: 'sk-of-somebody-else-0123' });
    await request(server.app).delete(path).set({ authorization });

    expect(events.slice(1)).toMatchObject([
      { level: 'info', event: 'provider_key_saved', fields: { provider: 'openai', status: 'usable' } },
      { level: 'info', event: 'provider_key_deleted', fields: { provider: 'openai' } },
    ]);
    expect(JSON.stringify(events)).not.toContain('somebody-else');
  });
});
