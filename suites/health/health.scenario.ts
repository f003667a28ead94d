import { like, scenario } from 'ultra-parity';

scenario('answers /api/health to anybody, with every service wired', async ({ client, start }) => {
  start.expect({ outcome: 'listening' });

  const health = await client.get('/api/health');

  health.expect({
    status: 200,
    headers: { 'content-type': like.includes('application/json') },
    body: {
      status: 'ok',
      version: like.text(),
      uptimeSeconds: like.number(),
      services: {
        database: { status: 'ok', latencyMs: like.number() },
        llm: {
          openai: { status: 'unverified' },
          anthropic: { status: 'unverified' },
          google: { status: 'unverified' },
        },
      },
    },
    calls: [],
  });
});

scenario('adds pool and migrations to the health when it is asked for detail', async ({ client }) => {
  const health = await client.get('/api/health?detail=true');

  health.expect({ status: 200, body: { detail: { migrations: 'current', pool: {} } } });
});

scenario('is ready once the database is migrated and providers can be asked', async ({ client }) => {
  const ready = await client.get('/api/health/ready');

  ready.expect({
    status: 200,
    body: { status: 'ready', checks: { database: 'ok', migrations: 'current', llm: 'ok' } },
  });
});

scenario('tells the health of each service by its name', async ({ client }) => {
  const database = await client.get('/api/health/database');
  const openai = await client.get('/api/health/openai');
  const anthropic = await client.get('/api/health/anthropic');
  const google = await client.get('/api/health/google');

  database.expect({ status: 200, body: { status: 'ok' } });
  for (const provider of [openai, anthropic, google]) {
    provider.expect({ status: 200, body: { status: 'unverified' } });
  }
});

scenario('knows no service of another name', async ({ client }) => {
  const unknown = await client.get('/api/health/mainframe');

  unknown.expect({ status: 404, body: { code: 'not_found' } });
});
