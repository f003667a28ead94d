import { type JsonObject, like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const QUERY = 'How do I change the type of a column in a large table without downtime?';

const asked = (provider: string, model: string, text: string | JsonObject, system: string | JsonObject | null) => ({
  provider,
  model,
  operation: 'chat',
  request: { system, messages: [{ role: 'user', text }], stream: false },
});

const expectReview = (model: string, ...peers: readonly string[]) =>
  like.includes(QUERY, `Your draft (${model})`, ...peers.map((peer) => `Draft of ${peer}`));

scenario('asks three providers, lets them review each other, and merges their answers', async ({ client, tables }) => {
  const { accessToken } = await register(client);

  const reply = await client.post('/api/analyze', { token: accessToken, json: { query: QUERY } });

  const answered = {
    status: 'answered',
    text: like.text(),
    finishReason: 'stop',
    usage: { inputTokens: like.number(1), outputTokens: like.number(1) },
  };
  reply.expect({
    status: 200,
    body: {
      id: like.uuid(),
      status: 'completed',
      query: QUERY,
      models: ['gpt-4o-mini', 'claude-haiku-4-5', 'gemini-2.5-flash'],
      initial: [
        { ...answered, model: 'gpt-4o-mini', provider: 'openai' },
        { ...answered, model: 'claude-haiku-4-5', provider: 'anthropic' },
        { ...answered, model: 'gemini-2.5-flash', provider: 'google' },
      ],
      peerReview: [answered, answered, answered],
      synthesis: { model: 'claude-sonnet-4-6', provider: 'anthropic', text: like.text() },
      usage: { inputTokens: like.number(1), outputTokens: like.number(1), costUsd: like.number() },
    },
    calls: [
      asked('anthropic', 'claude-haiku-4-5', QUERY, null),
      asked(
        'anthropic',
        'claude-haiku-4-5',
        expectReview('claude-haiku-4-5', 'gpt-4o-mini', 'gemini-2.5-flash'),
        like.text(),
      ),
      asked(
        'anthropic',
        'claude-sonnet-4-6',
        like.includes(QUERY, 'Answer of gpt-4o-mini', 'Answer of gemini-2.5-flash'),
        like.text(),
      ),
      asked('google', 'gemini-2.5-flash', QUERY, null),
      asked(
        'google',
        'gemini-2.5-flash',
        expectReview('gemini-2.5-flash', 'gpt-4o-mini', 'claude-haiku-4-5'),
        like.text(),
      ),
      asked('openai', 'gpt-4o-mini', QUERY, null),
      asked('openai', 'gpt-4o-mini', expectReview('gpt-4o-mini', 'claude-haiku-4-5', 'gemini-2.5-flash'), like.text()),
    ],
  });
  (await tables()).expect({
    analyses: [{ query: QUERY, status: 'completed' }],
    analysis_calls: Array.from({ length: 7 }, () => ({ status: 'answered' })),
  });
});

scenario('leaves no placeholder in a prompt and passes the words of a query as they are', async ({ client }) => {
  const query = 'Explain `SELECT {column} FROM t; -- "quoted"` and ~~~fences~~~, with ünïcödé 🚢 and Error: in it';
  const { accessToken } = await register(client);

  const reply = await client.post('/api/analyze', {
    token: accessToken,
    json: { query, models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
  });

  const whole = like.includes(query);
  const named = { request: { messages: [{ text: whole }] } };
  reply.expect({
    status: 200,
    body: { query, models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
    calls: [named, named, named, named, named],
  });
});

scenario(
  'goes on with two providers when the key of the third is refused, and says so',
  { given: { llm: { openai: { kind: 'authentication' } } } },
  async ({ client }) => {
    const { accessToken } = await register(client);

    const reply = await client.post('/api/analyze', { token: accessToken, json: { query: QUERY } });
    const health = await client.get('/api/health');

    reply.expect({
      status: 200,
      body: {
        status: 'degraded',
        initial: [
          { model: 'gpt-4o-mini', status: 'failed', error: 'authentication' },
          { status: 'answered' },
          { status: 'answered' },
        ],
      },
    });
    health.expect({
      status: 200,
      body: {
        status: 'degraded',
        services: {
          llm: { openai: { status: 'unauthorized' }, anthropic: { status: 'usable' }, google: { status: 'usable' } },
        },
      },
    });
  },
);

scenario(
  'asks a provider again that was busy once',
  { given: { llm: { openai: { kind: 'rate_limited', times: 1, retryAfterMs: 20 } } } },
  async ({ client }) => {
    const { accessToken } = await register(client);

    const reply = await client.post('/api/analyze', { token: accessToken, json: { query: QUERY } });

    reply.expect({
      status: 200,
      body: { status: 'completed', initial: [{ model: 'gpt-4o-mini', status: 'answered' }, {}, {}] },
    });
  },
);

scenario(
  'fails with the reason of each provider when too few answer',
  { given: { llm: { openai: { kind: 'authentication' }, google: { kind: 'authentication' } } } },
  async ({ client, tables }) => {
    const { accessToken } = await register(client);

    const reply = await client.post('/api/analyze', { token: accessToken, json: { query: QUERY } });

    reply.expect({
      status: 502,
      body: {
        code: 'llm_providers_failed',
        failures: [
          { model: 'gpt-4o-mini', provider: 'openai', error: 'authentication' },
          { model: 'gemini-2.5-flash', provider: 'google', error: 'authentication' },
        ],
      },
    });
    (await tables()).expect({ analyses: [], analysis_calls: [] });
  },
);

scenario('points at what is wrong with a question, and asks nobody', async ({ client }) => {
  const { accessToken } = await register(client);

  const empty = await client.post('/api/analyze', { token: accessToken, json: { query: '   ' } });
  const unknownModel = await client.post('/api/analyze', {
    token: accessToken,
    json: { query: QUERY, models: ['gpt-4o-mini', 'gpt-9'] },
  });
  const oneModel = await client.post('/api/analyze', {
    token: accessToken,
    json: { query: QUERY, models: ['gpt-4o-mini'] },
  });

  empty.expect({ status: 422, body: { code: 'validation_failed', errors: [{ pointer: '/query' }] }, calls: [] });
  unknownModel.expect({ status: 422, body: { errors: [{ pointer: '/models/1' }] }, calls: [] });
  oneModel.expect({ status: 422, body: { errors: [{ pointer: '/models' }] }, calls: [] });
});

scenario('shows an analysis to its owner alone', async ({ client }) => {
  const ada = await register(client);
  const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });
  const made = await client.post('/api/analyze', {
    token: ada.accessToken,
    json: { query: QUERY, models: ['gpt-4o-mini', 'claude-haiku-4-5'] },
  });
  const path = `/api/analyses/${made.text('id')}`;

  const own = await client.get(path, { token: ada.accessToken });
  const others = await client.get(path, { token: grace.accessToken });
  const unknown = await client.get('/api/analyses/6f9b2b5e-6c1e-4d6e-8f43-0f5f0d9d6a11', { token: ada.accessToken });
  const malformed = await client.get('/api/analyses/42', { token: ada.accessToken });

  own.expect({ status: 200, body: made.body, calls: [] });
  for (const hidden of [others, unknown, malformed]) {
    hidden.expect({ status: 404, body: { code: 'not_found' } });
  }
});
