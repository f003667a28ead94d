import request from 'supertest';
import { describe, expect, test } from 'vitest';
import type { LogFields, Logger } from './ports/logger.ts';
import { BrokenDatabase, unavailable } from './test-support/failing-databases.ts';
import { mockApp } from './test-support/mock-server.ts';
import { expectProblem } from './test-support/problems.ts';
import { logIn, me, PASSWORD, signUp } from './test-support/requests.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('every path', () => {
  test('is 404 when nothing is registered there, with or without a token', async () => {
    await using server = await mockApp();

    const responses = await Promise.all(
      ['/', '/health', '/api', '/api/api/auth/login', '/api/health/', '/API/health', '/api/users/me/x'].map((path) =>
        request(server.app).get(path),
      ),
    );

    for (const response of responses) {
      expectProblem(response, 404, 'not_found');
    }
  });

  test('is 405 with Allow for a method that it does not take', async () => {
    await using server = await mockApp();

    const health = await request(server.app).post('/api/health').send({});
    const login = await request(server.app).get('/api/auth/login');

    expectProblem(health, 405, 'method_not_allowed');
    expect(health.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(login.get('allow')).toBe('POST, OPTIONS');
  });

  test('is told its methods by OPTIONS, and no other origin is let in', async () => {
    await using server = await mockApp();

    const response = await request(server.app)
      .options('/api/users/me')
      .set({ origin: 'https://evil.example', 'access-control-request-method': 'GET' });

    expect(response.status).toBe(204);
    expect(response.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(Object.keys(response.headers).filter((name) => name.startsWith('access-control'))).toStrictEqual([]);
  });

  test('answers HEAD as GET, without the body', async () => {
    await using server = await mockApp();

    const get = await request(server.app).get('/api/available-models');
    const head = await request(server.app).head('/api/available-models');

    expect(head.status).toBe(200);
    expect(head.get('content-length')).toBe(get.get('content-length'));
    expect(head.text).toBeUndefined();
  });

  test('is 400 when it cannot be decoded', async () => {
    await using server = await mockApp();

    const response = await request(server.app).get('/api/health/%zz');

    expectProblem(response, 400, 'bad_request');
  });

  test('refuses a body that is not JSON, is not called JSON, or is too large', async () => {
    await using server = await mockApp();
    const post = () => request(server.app).post('/api/auth/login');

    const invalid = await post().type('json').send('{"email":');
    const form = await post().type('form').send('email=a');
    const large = await post().send({ email: 'x'.repeat(70_000) });

    expectProblem(invalid, 400, 'json_invalid');
    expectProblem(form, 415, 'unsupported_media_type');
    expectProblem(large, 413, 'payload_too_large');
  });

  test('asks for a token before it reads a body', async () => {
    await using server = await mockApp();

    const response = await request(server.app).post('/api/analyze').type('json').send('{"query":');

    expectProblem(response, 401, 'token_missing');
  });

  test('echoes a sound request id and replaces any other', async () => {
    await using server = await mockApp();
    const get = (id: string) => request(server.app).get('/nope').set('x-request-id', id);

    const kept = await get('Trace_1.a-b');
    const replaced = await get('two words');
    const long = await get('x'.repeat(65));

    expect(kept.get('x-request-id')).toBe('Trace_1.a-b');
    expect(kept.body.requestId).toBe('Trace_1.a-b');
    expect(replaced.get('x-request-id')).toMatch(UUID);
    expect(long.get('x-request-id')).toMatch(UUID);
  });

  test('sends no X-Powered-By, forbids sniffing, and keeps out of caches', async () => {
    await using server = await mockApp();
    const { accessToken } = await signUp(server);

    const responses = [
      await me(server, accessToken),
      await me(server, 'nonsense'),
      await request(server.app).get('/api/health'),
      await request(server.app).get('/nothing-here'),
      await request(server.app).put('/api/health'),
    ];

    for (const response of responses) {
      expect(response.get('x-powered-by')).toBeUndefined();
      expect(response.get('etag')).toBeUndefined();
      expect(response.get('x-content-type-options')).toBe('nosniff');
      expect(response.get('cache-control')).toBe('no-store');
    }
  });

  test('is 503 with Retry-After while the database cannot serve', async () => {
    await using database = new BrokenDatabase(unavailable());
    await using server = await mockApp({}, { database });

    const response = await logIn(server, { password: PASSWORD });

    expectProblem(response, 503, 'database_unavailable');
    expect(response.get('retry-after')).toBe('5');
  });

  test('is 500 without details when the server has a fault, which is logged', async () => {
    await using database = new BrokenDatabase(new TypeError('secret detail'));
    const events: { event: string; fields: LogFields }[] = [];
    const logger: Logger = { log: (_level, event, fields = {}) => events.push({ event, fields }) };
    await using server = await mockApp({}, { database, logger });

    const response = await logIn(server, { password: PASSWORD });

    expectProblem(response, 500, 'internal_error');
    expect(response.text).not.toContain('secret detail');
    expect(events).toContainEqual({
      event: 'internal_error',
      fields: expect.objectContaining({ error: 'TypeError', requestId: response.body.requestId }),
    });
  });

  test('is logged by its pattern, without tokens, bodies or passwords', async () => {
    const lines: string[] = [];
    const logger: Logger = { log: (level, event, fields) => lines.push(JSON.stringify({ level, event, fields })) };
    await using server = await mockApp({}, { logger });
    const { accessToken } = await signUp(server);
    await request(server.app).get('/api/health/openai?detail=hidden').auth(accessToken, { type: 'bearer' });

    const log = lines.join('\n');

    expect(log).toContain('"route":"/api/health/:service"');
    expect(log).not.toContain(accessToken);
    expect(log).not.toContain(PASSWORD);
    expect(log).not.toContain('hidden');
  });
});
