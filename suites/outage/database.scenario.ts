import { type Client, like, type Reply, scenario } from 'ultra-parity';
import { UNAVAILABLE } from '../support/outage.ts';

const BEFORE_AND_AFTER = like.list({ email: like.pattern(/(before|after)@example\.org/) }, { min: 2, max: 2 });

function register(client: Client, name: string): Promise<Reply> {
  const json = { email: `${name}@example.org`, password: 'correct horse battery staple' };
  return client.post('/api/auth/register', { json });
}

scenario(
  'answers 503 while its database refuses connections, and serves again without a restart',
  {
    given: {
      database: [
        { after: 1, event: 'refused' },
        { after: 3, event: 'none' },
      ],
    },
  },
  async ({ client, tables }) => {
    (await register(client, 'before')).expect({ status: 201 });
    (await register(client, 'during')).expect(UNAVAILABLE);
    (await client.get('/api/health/ready')).expect({ status: 503, body: { checks: { database: 'unreachable' } } });
    (await register(client, 'after')).expect({ status: 201 });
    (await client.get('/api/health/ready')).expect({ status: 200 });
    (await tables()).expect({ users: BEFORE_AND_AFTER });
  },
);

scenario(
  'answers 503 while its database is stopped, and serves again when it has started, with all that it had acknowledged',
  {
    given: {
      database: [
        { after: 1, event: 'stopped' },
        { after: 5, event: 'none' },
      ],
    },
  },
  async ({ client, tables }) => {
    const before = await register(client, 'before');
    const during = await register(client, 'during');
    const health = await client.get('/api/health?detail=true');
    const database = await client.get('/api/health/database');
    const ready = await client.get('/api/health/ready');
    const after = await register(client, 'after');
    const me = await client.get('/api/users/me', { token: before.text('accessToken') });
    const healed = await client.get('/api/health?detail=true');

    before.expect({ status: 201 });
    during.expect({
      ...UNAVAILABLE,
      audit: {
        database_connection_lost: [{ fields: { message: 'terminating connection due to administrator command' } }],
        database_unavailable: [{ fields: { message: like.includes('ECONNREFUSED') } }],
      },
    });
    health.expect({
      status: 200,
      body: {
        status: 'degraded',
        services: { database: { status: 'unreachable', version: null, latencyMs: null } },
        detail: { migrations: 'unknown', masterKeys: 'unknown' },
      },
    });
    database.expect({ status: 200, body: { status: 'unreachable', version: null, latencyMs: null } });
    ready.expect({ status: 503, body: { checks: { database: 'unreachable', migrations: 'unknown' } } });
    after.expect({ status: 201 });
    me.expect({ status: 200, body: { email: 'before@example.org' } });
    healed.expect({
      body: {
        status: 'ok',
        services: { database: { status: 'ok', version: like.text() } },
        detail: { migrations: 'current' },
      },
    });
    (await tables()).expect({ users: BEFORE_AND_AFTER });
  },
);

scenario(
  'goes on after its database has restarted and every connection of its pool was ended',
  { given: { database: [{ after: 1, event: 'restarted' }] } },
  async ({ client, tables }) => {
    (await register(client, 'before')).expect({ status: 201 });
    (await register(client, 'after')).expect({ status: 201 });
    (await tables()).expect({ users: BEFORE_AND_AFTER });
  },
);

scenario(
  'goes on after the network has reset every connection of its pool',
  { given: { database: [{ after: 1, event: 'reset' }] } },
  async ({ client }) => {
    (await register(client, 'before')).expect({ status: 201 });
    (await register(client, 'after')).expect({ status: 201 });
  },
);

for (const [event, title] of [
  ['too-many-connections', 'answers 503 when its database takes no more connections'],
  ['terminated', 'answers 503 when its database ends the session in the middle of a statement'],
  ['cancelled', 'answers 503 when its database gives up a statement'],
  ['disk-full', 'answers 503 when the disk of its database is full'],
] as const) {
  scenario(
    `${title}, keeps nothing of it, and serves again without a restart`,
    {
      given: {
        database: [
          { after: 1, event },
          { after: 2, event: 'none' },
        ],
      },
    },
    async ({ client, tables }) => {
      (await register(client, 'before')).expect({ status: 201 });
      (await register(client, 'during')).expect(UNAVAILABLE);
      (await register(client, 'after')).expect({ status: 201 });
      (await tables()).expect({ users: BEFORE_AND_AFTER });
    },
  );
}
