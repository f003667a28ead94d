import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { mockApp } from '../test-support/mock-server.ts';
import { expectProblem, pointersOf } from '../test-support/problems.ts';
import { analyze, signUp } from '../test-support/requests.ts';

describe('analyses', () => {
  test('lists the models with provider, status, context and price', async () => {
    await using server = await mockApp();

    const response = await request(server.app).get('/api/available-models');

    expect(response.body.models).toContainEqual({
      name: 'gpt-4o-mini',
      provider: 'openai',
      status: 'unverified',
      isDefault: true,
      contextTokens: 128_000,
      maxOutputTokens: 16_384,
      usdPerMillionTokens: { input: 0.15, output: 0.6 },
    });
  });

  test('answers with drafts, reviews and a synthesis, and gives the same body later', async () => {
    await using server = await mockApp();
    const account = await signUp(server);

    const made = await analyze(server, account);
    const found = await request(server.app)
      .get(`/api/analyses/${made.body.id}`)
      .auth(account.accessToken, { type: 'bearer' });

    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({
      status: 'completed',
      query: 'Why is the sky blue?',
      models: ['gpt-4o-mini', 'claude-haiku-4-5', 'gemini-2.5-flash'],
      synthesis: { model: 'claude-sonnet-4-6', provider: 'anthropic' },
    });
    expect(found.status).toBe(200);
    expect(found.text).toBe(made.text);
  });

  test('asks the models that were named, in that order', async () => {
    await using server = await mockApp();
    const account = await signUp(server);

    const { body } = await analyze(server, account, { models: ['gpt-4o', 'claude-haiku-4-5'] });

    expect(body.models).toStrictEqual(['gpt-4o', 'claude-haiku-4-5']);
    expect(body.initial.map(({ model }: { model: string }) => model)).toStrictEqual(body.models);
  });

  test.each([
    [{ query: '   ' }, ['/query']],
    [{ query: 'x'.repeat(8_001) }, ['/query']],
    [{ query: 'a\0b' }, ['/query']],
    [{ query: '\ud800' }, ['/query']],
    [{ query: 'q', models: ['gpt-4o'] }, ['/models']],
    [{ query: 'q', models: ['gpt-4o', 'gpt-4o'] }, ['/models']],
    [{ query: 'q', models: ['gpt-4o', 'gpt-9'] }, ['/models/1']],
    [{ prompt: 'q' }, ['/query', '/prompt']],
    [undefined, ['']],
    [[], ['']],
  ])('refuses the command %j with pointers %j', async (body, pointers) => {
    await using server = await mockApp();
    const { accessToken } = await signUp(server);

    const response = await request(server.app).post('/api/analyze').auth(accessToken, { type: 'bearer' }).send(body);

    expectProblem(response, 422, 'validation_failed');
    expect(pointersOf(response)).toStrictEqual(pointers);
    expect(server.ports.doubles.providers.openai.calls).toHaveLength(0);
  });

  test('fails with 502 and the reasons when fewer than two models answer', async () => {
    await using server = await mockApp({
      llmFaults: { openai: { kind: 'authentication' }, google: { kind: 'quota' } },
    });
    const account = await signUp(server);

    const response = await analyze(server, account);

    expectProblem(response, 502, 'llm_providers_failed');
    expect(response.body.failures).toStrictEqual([
      { model: 'gpt-4o-mini', provider: 'openai', error: 'authentication' },
      { model: 'gemini-2.5-flash', provider: 'google', error: 'quota' },
    ]);
    expect(server.ports.doubles.database.dump()['analyses']).toStrictEqual([]);
  });

  test('hides an analysis from everybody but its owner, and answers as if it did not exist', async () => {
    await using server = await mockApp();
    const { body } = await analyze(server, await signUp(server));
    const { accessToken } = await signUp(server, 'eve@example.org');
    const fetchAs = (id: string) =>
      request(server.app).get(`/api/analyses/${id}`).auth(accessToken, { type: 'bearer' });

    const responses = await Promise.all(
      [body.id, '00000000-0000-4000-8000-000000000000', 'not-a-uuid', "1'--"].map((id) => fetchAs(id)),
    );

    for (const response of responses) {
      expectProblem(response, 404, 'not_found');
    }
  });
});
