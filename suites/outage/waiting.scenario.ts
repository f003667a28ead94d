import { like, scenario } from 'ultra-parity';
import { UNAVAILABLE } from '../support/outage.ts';
import { ADA, register } from '../support/person.ts';

/** As many as the server has connections to its database. */
const POOL = 4;
/** How long the server is told to wait for one. Somebody else holds what they wait for longer than that. */
const CONNECTION_MS = 3_000;
/** How long a statement may take. */
const STATEMENT_MS = 1_000;

scenario(
  'answers 503 to whoever gets no connection in time, finishes what has one, and keeps all that it acknowledged',
  { given: { patience: { connectionMs: CONNECTION_MS }, database: [{ after: 1, event: 'locked' }] } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const keys = await client.concurrently(POOL + 3, {
      method: 'POST',
      path: '/api/users/me/api-keys',
      token,
      json: { name: 'of the morning', scopes: ['analyze'] },
    });
    const after = await client.post('/api/users/me/api-keys', {
      token,
      json: { name: 'of the afternoon', scopes: ['analyze'] },
    });
    const health = await client.get('/api/health?detail=true');

    keys.expect({
      responses: { 201: { times: POOL, body: { name: 'of the morning' } }, 503: { times: 3, ...bare(UNAVAILABLE) } },
      audit: {
        database_unavailable: like.list(
          { level: 'warn', fields: { message: 'timeout exceeded when trying to connect' } },
          { min: 3, max: 3 },
        ),
      },
      time: { durationMs: like.number(CONNECTION_MS) },
    });
    after.expect({ status: 201 });
    health.expect({ body: { status: 'ok', detail: { pool: { waiting: 0 } } } });
    (await tables()).expect({ service_keys: like.list({ revoked_at: null }, { min: POOL + 1, max: POOL + 1 }) });
  },
);

scenario(
  'answers 503 when a statement takes longer than it may, keeps nothing of it, and has every connection again',
  {
    given: {
      patience: { statementMs: STATEMENT_MS },
      database: [
        { after: 1, event: 'locked' },
        { after: POOL + 2, event: 'none' },
      ],
    },
  },
  async ({ client, tables }) => {
    await register(client);
    const late = { ...ADA, email: 'late@example.org' };

    const during = await client.concurrently(POOL + 1, { method: 'POST', path: '/api/auth/register', json: late });
    const after = await client.post('/api/auth/register', { json: late });

    during.expect({
      responses: { 503: { times: POOL + 1, ...bare(UNAVAILABLE) } },
      audit: {
        database_unavailable: like.list(
          { level: 'warn', fields: { message: 'canceling statement due to statement timeout' } },
          { min: POOL + 1, max: POOL + 1 },
        ),
      },
      time: { durationMs: like.number(2 * STATEMENT_MS) },
    });
    after.expect({ status: 201 });
    (await tables()).expect({ users: like.list({ email: like.oneOf(ADA.email, late.email) }, { min: 2, max: 2 }) });
  },
);

for (const [event, title] of [
  ['slow', 'serves, as slowly as it must, while every statement takes half a second'],
  ['throttled', 'serves, as slowly as it must, while its database is behind a narrow line'],
] as const) {
  scenario(
    title,
    {
      given: {
        database: [
          { after: 1, event },
          { after: 4, event: 'none' },
        ],
      },
    },
    async ({ client, tables }) => {
      await register(client);

      const registered = await client.post('/api/auth/register', { json: { ...ADA, email: 'late@example.org' } });
      const health = await client.get('/api/health/database');
      const ready = await client.get('/api/health/ready');
      const after = await client.get('/api/health/database');

      registered.expect({ status: 201, time: { durationMs: like.number(2_000) } });
      health.expect({ status: 200, body: { status: 'ok', latencyMs: like.number(100) } });
      ready.expect({ status: 200, body: { status: 'ready' } });
      after.expect({ status: 200, body: { status: 'ok' } });
      (await tables()).expect({
        users: like.list({ email: like.oneOf(ADA.email, 'late@example.org') }, { min: 2, max: 2 }),
      });
    },
  );
}

/** Without the status, by which answers of several requests are told apart. */
function bare({ headers, body }: typeof UNAVAILABLE) {
  return { headers, body };
}
