import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { DownDatabase } from '../test-support/failing-databases.ts';
import { mockApp } from '../test-support/mock-server.ts';
import { expectProblem } from '../test-support/problems.ts';
import { analyze, signUp } from '../test-support/requests.ts';
import { VERSION } from '../version.ts';

describe('GET /api/health', () => {
  test('is public and reports mode, version and every service', async () => {
    await using server = await mockApp();

    const response = await request(server.app).get('/api/health');

    expect(response.status).toBe(200);
    expect(response.body).toStrictEqual({
      status: 'ok',
      mode: 'mock',
      version: VERSION,
      uptimeSeconds: 0,
      services: {
        database: { status: 'ok', backend: 'memory', version: 'in-memory', latencyMs: 0 },
        llm: {
          openai: { status: 'unverified' },
          anthropic: { status: 'unverified' },
          google: { status: 'unverified' },
        },
      },
    });
  });

  test('adds pool and migrations when detail is asked for', async () => {
    await using server = await mockApp();

    const response = await request(server.app).get('/api/health?detail=true');

    expect(response.body).toMatchObject({
      detail: { pool: { total: 0, idle: 0, waiting: 0 }, migrations: 'current', masterKeys: 'ok' },
    });
  });

  test('stays 200 but degraded while the database is down, and says so for readiness with 503', async () => {
    await using database = new DownDatabase();
    await using server = await mockApp({}, { database });

    const health = await request(server.app).get('/api/health');
    const ready = await request(server.app).get('/api/health/ready');

    expect(health.status).toBe(200);
    expect(health.body).toMatchObject({ status: 'degraded', services: { database: { status: 'unreachable' } } });
    expect(ready.status).toBe(503);
    expect(ready.body).toStrictEqual({
      status: 'not_ready',
      checks: { database: 'unreachable', migrations: 'unknown', llm: 'ok', process: 'running' },
    });
  });

  test('learns from calls which providers can be used', async () => {
    await using server = await mockApp({ llmFaults: { google: { kind: 'authentication' } } });
    await analyze(server, await signUp(server));

    const health = await request(server.app).get('/api/health');

    expect(health.body).toMatchObject({
      status: 'degraded',
      services: { llm: { openai: { status: 'usable' }, google: { status: 'unauthorized' } } },
    });
  });

  test('is not ready once fewer than two providers can be asked', async () => {
    const kind = 'authentication';
    await using server = await mockApp({ llmFaults: { google: { kind }, openai: { kind } } });
    await analyze(server, await signUp(server));

    const ready = await request(server.app).get('/api/health/ready');

    expect(ready.status).toBe(503);
    expect(ready.body).toMatchObject({ checks: { llm: 'insufficient', process: 'running' } });
  });

  test.each(['database', 'openai', 'anthropic', 'google'])('answers for the one service %s', async (service) => {
    await using server = await mockApp();

    const response = await request(server.app).get(`/api/health/${service}`);

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({ status: expect.any(String) });
  });

  test('has no other service', async () => {
    await using server = await mockApp();

    const response = await request(server.app).get('/api/health/redis');

    expectProblem(response, 404, 'not_found');
  });
});
