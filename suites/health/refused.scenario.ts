import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

scenario(
  'takes no traffic once two of three providers have refused its keys',
  { given: { llm: { openai: { kind: 'authentication' }, google: { kind: 'authentication' } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const before = await client.get('/api/health/ready');
    await client.post('/api/analyze', {
      token,
      json: { query: 'Who is still there?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
    });

    const after = await client.get('/api/health/ready');
    const models = await client.get('/api/available-models');
    const openai = await client.get('/api/health/openai');

    before.expect({ status: 200, body: { status: 'ready', checks: { llm: 'ok' } } });
    after.expect({
      status: 503,
      body: { status: 'not_ready', checks: { database: 'ok', migrations: 'current', llm: 'insufficient' } },
    });
    models.expect({
      body: {
        models: [
          { status: 'unauthorized' },
          { status: 'unverified' },
          { status: 'unauthorized' },
          { status: 'unverified' },
          { status: 'unauthorized' },
        ],
      },
    });
    openai.expect({ status: 200, body: { status: 'unauthorized' } });
  },
);

scenario(
  'asks no model twice whose provider says that the quota is used up, and says so in its health',
  { given: { llm: { openai: { kind: 'quota' } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const analysis = await client.post('/api/analyze', {
      token,
      json: { query: 'Who pays?', models: ['gpt-4o-mini', 'claude-sonnet-4-6', 'gemini-2.5-flash'] },
    });

    const openai = await client.get('/api/health/openai');

    const asked = (provider: string) => ({ provider, outcome: { status: 'answered' } });
    analysis.expect({
      status: 200,
      body: { status: 'degraded', initial: [{ status: 'failed', error: 'quota' }, {}, {}] },
      calls: [
        ...['anthropic', 'anthropic', 'anthropic', 'google', 'google'].map(asked),
        { provider: 'openai', model: 'gpt-4o', outcome: { status: 'refused', httpStatus: 429 } },
        { provider: 'openai', model: 'gpt-4o-mini', outcome: { status: 'refused', httpStatus: 429 } },
      ],
    });
    openai.expect({ status: 200, body: { status: 'rate_limited' } });
  },
);

scenario(
  'knows a key that Google calls not valid for one that was refused',
  { given: { llm: { google: { kind: 'authentication', httpStatus: 400 } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const analysis = await client.post('/api/analyze', {
      token,
      json: { query: 'Whose key is it?', models: ['gpt-4o-mini', 'claude-haiku-4-5', 'gemini-2.5-flash'] },
    });

    const google = await client.get('/api/health/google');

    analysis.expect({
      status: 200,
      body: { status: 'degraded', initial: [{}, {}, { status: 'failed', error: 'authentication' }] },
      calls: like.some({ provider: 'google', outcome: { status: 'refused', httpStatus: 400 } }),
    });
    google.expect({ status: 200, body: { status: 'unauthorized' } });
  },
);

scenario(
  'says for which provider it has no key, and asks it nothing',
  { given: { keyless: ['google'] } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const before = await client.get('/api/health/google');
    const analysis = await client.post('/api/analyze', {
      token,
      json: { query: 'Who has a key?', models: ['gpt-4o-mini', 'claude-haiku-4-5', 'gemini-2.5-flash'] },
    });

    const models = await client.get('/api/available-models');
    const ready = await client.get('/api/health/ready');

    before.expect({ status: 200, body: { status: 'missing_key' } });
    analysis.expect({
      status: 200,
      body: { status: 'degraded', initial: [{}, {}, { status: 'failed', error: 'authentication' }] },
      calls: ['anthropic', 'anthropic', 'anthropic', 'openai', 'openai'].map((provider) => ({ provider })),
    });
    models.expect({ body: { models: like.some({ provider: 'google', status: 'missing_key' }) } });
    ready.expect({ status: 200, body: { status: 'ready', checks: { llm: 'ok' } } });
  },
);
