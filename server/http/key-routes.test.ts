import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../adapters/clock/manual-clock.ts';
import { ScriptedProvider } from '../adapters/llm/scripted-provider.ts';
import type { LlmErrorKind, ProviderName } from '../ports/llm-provider.ts';
import { type MockApp, mockApp } from '../test-support/mock-server.ts';
import { expectProblem } from '../test-support/problems.ts';
import { type Account, analyze, signUp } from '../test-support/requests.ts';
import { aProviderKey } from '../test-support/rows.ts';

const API_KEY = 'a-provider-key-of-ada-that-ends-in-wxyz';
const NOON = new Date('2026-03-29T12:00:00Z');
const ANALYSIS = '/api/analyses/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11';

describe('service keys', () => {
  test('are 32 random bytes, of which the database has a hash and the first characters', async () => {
    await using app = await mockApp();
    const account = await signUp(app);

    const { body } = await createKey(app, account);

    expect(body.key).toMatch(/^ultra_[A-Za-z0-9_-]{43}$/);
    expect(body.prefix).toBe(body.key.slice(0, 14));
    expect(JSON.stringify(app.ports.doubles.database.dump())).not.toContain(body.key.slice(14));
  });

  test('remember their last use to the minute, so that not every request writes', async () => {
    const clock = new ManualClock(NOON);
    await using app = await mockApp({}, { clock });
    const account = await signUp(app);
    const { body } = await createKey(app, account);
    const use = () => request(app.app).get(ANALYSIS).set('X-API-Key', body.key);

    const lastUsed = [];
    for (const afterMs of [0, 59_000, 1_000]) {
      clock.advance(afterMs);
      await use();
      lastUsed.push(app.ports.doubles.database.dump()['service_keys']?.[0]?.['last_used_at']);
    }

    expect(lastUsed).toStrictEqual([
      '2026-03-29T12:00:00.000Z',
      '2026-03-29T12:00:00.000Z',
      '2026-03-29T12:01:00.000Z',
    ]);
  });

  test('are limited each on its own', async () => {
    await using app = await mockApp({ requestLimit: 3 });
    const account = await signUp(app);
    const keys = [(await createKey(app, account)).body.key, (await createKey(app, account)).body.key];
    const use = (key: string) => request(app.app).get(ANALYSIS).set('X-API-Key', key);

    const statuses = [];
    for (const key of [keys[0], keys[0], keys[0], keys[0], keys[1]]) {
      statuses.push((await use(key)).status);
    }

    expect(statuses).toStrictEqual([404, 404, 404, 429, 404]);
  });

  test('are 25 at most for one user, until one is revoked', async () => {
    await using app = await mockApp();
    const [ada, grace] = [await signUp(app), await signUp(app, 'grace@example.org')];
    const ids: string[] = [];
    for (let number = 1; number <= 25; number += 1) {
      ids.push((await createKey(app, ada)).body.id);
    }

    const oneMore = await createKey(app, ada);
    const ofAnother = await createKey(app, grace);
    await request(app.app).delete(`/api/users/me/api-keys/${ids[0]}`).auth(ada.accessToken, { type: 'bearer' });
    const afterRevocation = await createKey(app, ada);

    expectProblem(oneMore, 409, 'api_key_limit_reached');
    expect([ofAnother.status, afterRevocation.status]).toStrictEqual([201, 201]);
  });

  test('end with their user', async () => {
    await using app = await mockApp();
    const account = await signUp(app);
    const { body } = await createKey(app, account);
    await app.ports.database.users.delete(account.user.id);

    const response = await request(app.app).get(ANALYSIS).set('X-API-Key', body.key);

    expectProblem(response, 401, 'api_key_unknown');
  });
});

describe('provider keys', () => {
  test('are what an analysis of their owner asks with, and nobody else', async () => {
    await using app = await appThatTellsKeys();
    const [ada, grace] = [await signUp(app), await signUp(app, 'grace@example.org')];
    await putKey(app, ada);
    app.asked.length = 0;

    await analyze(app, ada, { models: ['gpt-4o-mini', 'claude-haiku-4-5'] });
    const byAda = app.asked.splice(0);
    await analyze(app, grace, { models: ['gpt-4o-mini', 'claude-haiku-4-5'] });
    const byGrace = app.asked.splice(0);

    expect(new Set(byAda)).toStrictEqual(new Set([`openai ${API_KEY}`]));
    expect(byGrace).toStrictEqual([]);
  });

  test('that fail are not replaced by the key of the server, and their owner sees why', async () => {
    await using app = await appThatTellsKeys();
    const account = await signUp(app);
    await putKey(app, account);
    app.failWith('authentication');

    const analysis = await analyze(app, account);
    const shown = await getKey(app, account);

    expect(analysis.body).toMatchObject({ status: 'degraded', initial: [{ error: 'authentication' }, {}, {}] });
    expect(shown.body).toMatchObject({ status: 'unauthorized', last4: 'wxyz' });
  });

  test.each([
    ['authentication', 'unauthorized'],
    ['rate_limited', 'unverified'],
    ['quota', 'unverified'],
    ['model_not_found', 'unverified'],
    ['invalid_request', 'unverified'],
    ['content_filtered', 'usable'],
    ['timeout', 'unreachable'],
    ['network', 'unreachable'],
    ['server', 'unreachable'],
    ['malformed', 'unverified'],
  ] as const)('of which the provider says %s are %s', async (kind, status) => {
    await using app = await appThatTellsKeys();
    const account = await signUp(app);
    app.failWith(kind);

    const put = await putKey(app, account);

    expect(put.body).toMatchObject({ status });
  });

  test('of a master key that was taken away are a 503 until their owner stores them again', async () => {
    await using app = await appThatTellsKeys();
    const account = await signUp(app);
    await putKey(app, account);
    const key = await app.ports.database.providerKeys.find({ userId: account.user.id, provider: 'openai' });
    await app.ports.database.providerKeys.put({ ...aProviderKey(key ?? {}), keyVersion: 'taken-away' });

    const response = await analyze(app, account, { models: ['gpt-4o-mini', 'claude-haiku-4-5'] });
    const health = await request(app.app).get('/api/health?detail=true');
    await putKey(app, account);
    const again = await analyze(app, account, { models: ['gpt-4o-mini', 'claude-haiku-4-5'] });

    expectProblem(response, 503, 'provider_key_unreadable');
    expect(health.body).toMatchObject({ detail: { masterKeys: 'lost' } });
    expect(again.status).toBe(200);
  });

  test('do not open in the row of another user', async () => {
    await using app = await appThatTellsKeys();
    const [ada, grace] = [await signUp(app), await signUp(app, 'grace@example.org')];
    await putKey(app, ada);
    const adasKey = await app.ports.database.providerKeys.find({ userId: ada.user.id, provider: 'openai' });
    if (adasKey === null) {
      throw new TypeError('Ada has a key');
    }
    await app.ports.database.providerKeys.put({ ...adasKey, userId: grace.user.id });
    app.asked.length = 0;

    const response = await analyze(app, grace);

    expectProblem(response, 500, 'internal_error');
    expect(app.asked).toStrictEqual([]);
  });
});

interface KeyApp extends MockApp {
  /** Provider and key of every call that was made with a user's own key. */
  readonly asked: string[];
  failWith(kind: LlmErrorKind): void;
}

async function appThatTellsKeys(): Promise<KeyApp> {
  const asked: string[] = [];
  let fault: { readonly kind: LlmErrorKind } | undefined;
  const clock = new ManualClock(NOON);
  const script = (provider: ProviderName) => ({ provider, seed: 'own', clock, timeoutMs: 10 });
  const llmWithKey = (provider: ProviderName, apiKey: string) => {
    if (apiKey !== '') {
      asked.push(`${provider} ${apiKey}`);
    }
    return new ScriptedProvider(
      apiKey === '' || fault === undefined ? script(provider) : { ...script(provider), fault },
    );
  };
  const app = await mockApp({}, { clock, llmWithKey });
  return {
    ...app,
    asked,
    failWith: (kind) => {
      fault = { kind };
    },
  };
}

function createKey({ app }: MockApp, { accessToken }: Account) {
  return request(app)
    .post('/api/users/me/api-keys')
    .auth(accessToken, { type: 'bearer' })
    .send({ name: 'build', scopes: ['read'] });
}

function putKey({ app }: MockApp, { accessToken }: Account) {
  return request(app)
    .put('/api/users/me/provider-keys/openai')
    .auth(accessToken, { type: 'bearer' })
    .send({ apiKey: API_KEY });
}

function getKey({ app }: MockApp, { accessToken }: Account) {
  return request(app).get('/api/users/me/provider-keys/openai').auth(accessToken, { type: 'bearer' });
}
