import { like, scenario } from 'ultra-parity';
import { ADA, register } from '../support/person.ts';

const QUERY = 'How do I change the type of a column in a large table without downtime?';
const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

scenario('gives one e-mail address to one of five who register it at once', async ({ client, tables }) => {
  const registrations = await client.concurrently(5, { method: 'POST', path: '/api/auth/register', json: { ...ADA } });

  registrations.expect({
    responses: {
      201: { times: 1, body: { user: { email: ADA.email } } },
      409: { times: 4, body: { code: 'email_taken' } },
    },
    audit: { account_registered: [{ level: 'info' }], request: like.list({ level: 'info' }, { min: 5, max: 5 }) },
  });
  (await tables()).expect({ users: [{ email: ADA.email }], sessions: [{ revoked_at: null }] });
});

scenario(
  'rotates a refresh token for one of four, and ends the session that it belongs to',
  async ({ client, tables }) => {
    const { refreshToken } = await register(client);

    const rotations = await client.concurrently(4, {
      method: 'POST',
      path: '/api/auth/refresh',
      json: { refreshToken },
    });

    rotations.expect({
      responses: {
        200: { times: 1, body: { refreshToken: like.jwt({ type: 'refresh' }) } },
        401: { times: 3, body: { code: 'token_revoked' } },
      },
      audit: { refresh_token_reused: [{ level: 'warn', fields: { sessionId: like.uuid() } }] },
    });
    (await tables()).expect({ sessions: [{ revoked_at: like.instant() }] });
  },
);

scenario(
  'analyses once what is sent four times at once under one idempotency key',
  // The first request is still waiting for its provider when the others arrive.
  { given: { llm: { openai: { kind: 'rate_limited', times: 1, retryAfterMs: 2_000 } } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);
    const headers = { 'idempotency-key': 'one-question' };
    const json = { query: QUERY, models: MODELS };

    const analyses = await client.concurrently(4, { method: 'POST', path: '/api/analyze', token, headers, json });
    const again = await client.post('/api/analyze', { token, headers, json });

    analyses.expect({
      responses: {
        200: { times: 1, body: { query: QUERY, status: 'completed' } },
        409: { times: 3, body: { code: 'idempotency_conflict' }, headers: { 'retry-after': '2' } },
      },
    });
    again.expect({ status: 200, body: analyses.bodies(200)[0] ?? null, calls: [] });
    (await tables()).expect({ analyses: [{ query: QUERY }] });
  },
);
