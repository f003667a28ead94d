import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../adapters/clock/system-clock.ts';
import { type MockApp, mockApp } from '../test-support/mock-server.ts';
import { expectProblem, pointersOf } from '../test-support/problems.ts';
import { type Account, analyze, signUp } from '../test-support/requests.ts';

describe('GET /api/analyses', () => {
  test('gives pages, newest first, until the cursor is null', async () => {
    await using server = await mockApp();
    const account = await signUp(server);
    const made = [await analyze(server, account), await analyze(server, account), await analyze(server, account)];

    const first = await list(server, account, '?limit=2');
    const second = await list(server, account, `?limit=2&cursor=${first.body.nextCursor}`);

    const ids = [...first.body.analyses, ...second.body.analyses].map(({ id }: { id: string }) => id);
    expect(ids.toSorted()).toStrictEqual(made.map(({ body }) => body.id).toSorted());
    expect(second.body).toMatchObject({ analyses: [{ status: 'completed' }], nextCursor: null });
  });

  test.each(['limit=0', 'limit=101', 'limit=1.5', 'limit=x', 'limit=1&limit=2', 'cursor=x', 'cursor=WzEsMl0'])(
    'refuses ?%s',
    async (query) => {
      await using server = await mockApp();

      const response = await list(server, await signUp(server), `?${query}`);

      expectProblem(response, 422, 'validation_failed');
      expect(pointersOf(response)).toStrictEqual([`/${query.split('=')[0]}`]);
    },
  );
});

describe('DELETE /api/analyses/:id', () => {
  test('deletes for the owner, once', async () => {
    await using server = await mockApp();
    const account = await signUp(server);
    const { body } = await analyze(server, account);
    const eve = await signUp(server, 'eve@example.org');

    const byEve = await remove(server, eve, body.id);
    const byOwner = await remove(server, account, body.id);
    const again = await remove(server, account, body.id);

    expectProblem(byEve, 404, 'not_found');
    expect(byOwner.status).toBe(204);
    expectProblem(again, 404, 'not_found');
  });
});

describe('Idempotency-Key', () => {
  test('gives the analysis of the first request to the second, and asks nobody', async () => {
    await using server = await mockApp();
    const account = await signUp(server);

    const first = await analyze(server, account).set('idempotency-key', 'once');
    const calls = server.ports.doubles.providers.openai.calls.length;
    const second = await analyze(server, account).set('idempotency-key', 'once');

    expect(second.status).toBe(200);
    expect(second.text).toBe(first.text);
    expect(server.ports.doubles.providers.openai.calls).toHaveLength(calls);
  });

  test('refuses another question under the same key', async () => {
    await using server = await mockApp();
    const account = await signUp(server);
    await analyze(server, account).set('idempotency-key', 'once');

    const other = await analyze(server, account, { models: ['gpt-4o', 'gpt-4o-mini'] }).set('idempotency-key', 'once');

    expectProblem(other, 422, 'idempotency_key_reused');
  });

  test('lets one of two requests at once run and asks the other to come back', async () => {
    const oneIsAnswered = Promise.withResolvers<void>();
    // The doubles of the providers sleep before they answer, so the one that runs is not done before the other came.
    const clock = { ...systemClock, sleep: () => oneIsAnswered.promise };
    await using server = await mockApp({}, { clock });
    const account = await signUp(server);

    const requests = [1, 2].map(async () => {
      const response = await analyze(server, account).set('idempotency-key', 'once');
      oneIsAnswered.resolve();
      return response;
    });
    const both = await Promise.all(requests);

    const waiting = both.find(({ status }) => status === 409);
    expect(both.map(({ status }) => status).toSorted()).toStrictEqual([200, 409]);
    expect(waiting?.body.code).toBe('idempotency_conflict');
    expect(waiting?.get('retry-after')).toBe('2');
  });

  test('is free again after a request that failed', async () => {
    await using server = await mockApp({
      llmAttempts: 1,
      llmFaults: { openai: { kind: 'server', times: 1 }, google: { kind: 'server', times: 1 } },
    });
    const account = await signUp(server);

    const failed = await analyze(server, account).set('idempotency-key', 'once');
    const again = await analyze(server, account).set('idempotency-key', 'once');

    expectProblem(failed, 502, 'llm_providers_failed');
    expect(again.status).toBe(200);
  });

  test('must be visible ASCII', async () => {
    await using server = await mockApp();

    const response = await analyze(server, await signUp(server)).set('idempotency-key', 'x'.repeat(256));

    expectProblem(response, 400, 'bad_request');
  });
});

function list({ app }: MockApp, { accessToken }: Account, query: string) {
  return request(app).get(`/api/analyses${query}`).auth(accessToken, { type: 'bearer' });
}

function remove({ app }: MockApp, { accessToken }: Account, id: string) {
  return request(app).delete(`/api/analyses/${id}`).auth(accessToken, { type: 'bearer' });
}
