import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

const requests = (method: string, route: string, status: number, value: number) => ({
  labels: { method, route, status: String(status) },
  value,
});
const calls = (provider: string, outcome: string, value: number) => ({ labels: { provider, outcome }, value });

scenario(
  'counts requests by the pattern of their route and their status, from the first one on',
  async ({ client }) => {
    const first = await client.get('/metrics');
    const { accessToken: token } = await register(client);
    await client.get('/api/users/me', { token });
    await client.get('/api/users/me', { token });
    await client.get('/api/users/me');
    await client.get('/api/users/me/provider-keys/openai', { token });
    await client.get('/no/such/path?at=all');

    const metrics = await client.get('/metrics');

    first.expect({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: {
        '# TYPE ultra_http_requests_total': 'counter',
        '# TYPE ultra_http_request_duration_seconds': 'histogram',
        '# TYPE ultra_llm_calls_total': 'counter',
        '# TYPE ultra_database_connections': 'gauge',
        ultra_http_requests_total: like.absent(),
        ultra_open_streams: [{ labels: {}, value: 0 }],
      },
    });
    const seen = [
      requests('GET', '/api/users/me', 200, 2),
      requests('GET', '/api/users/me', 401, 1),
      requests('GET', '/api/users/me/provider-keys/:provider', 404, 1),
      requests('GET', '/metrics', 200, 1),
      requests('GET', 'none', 404, 1),
      requests('POST', '/api/auth/register', 201, 1),
    ];
    metrics.expect({
      body: { ultra_http_requests_total: seen, ultra_http_request_duration_seconds_count: seen },
      calls: [],
    });
  },
);

scenario(
  'counts calls of providers by their outcome, and the tokens of those that were answered',
  { given: { llm: { openai: { kind: 'authentication' } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const json = { apiKey: 'a-key-that-is-long-enough' };
    await client.request('PUT', '/api/users/me/provider-keys/openai', { token, json });
    await client.request('PUT', '/api/users/me/provider-keys/google', { token, json });

    const metrics = await client.get('/metrics');

    const tokens = [{ labels: {}, value: like.integer(1) }];
    metrics.expect({
      body: {
        ultra_llm_calls_total: [calls('google', 'answered', 1), calls('openai', 'authentication', 1)],
        ultra_llm_input_tokens_total: tokens,
        ultra_llm_output_tokens_total: tokens,
      },
    });
  },
);

scenario('adds up the tokens of every call of an analysis', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const analysis = await client.post('/api/analyze', { token, json: { query: 'What is in a sum?', models: MODELS } });

  const metrics = await client.get('/metrics');

  const { usage } = analysis.body as {
    readonly usage: { readonly inputTokens: number; readonly outputTokens: number };
  };
  metrics.expect({
    body: {
      ultra_llm_input_tokens_total: [{ labels: {}, value: usage.inputTokens }],
      ultra_llm_output_tokens_total: [{ labels: {}, value: usage.outputTokens }],
    },
  });
});

scenario(
  'counts a stream that waits for its reader as open, until it has ended',
  { given: { llm: { anthropic: { kind: 'rate_limited', times: 1, retryAfterMs: 1_500 } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const stream = await client.post('/api/analyze/stream', {
      token,
      json: { query: 'Will you wait for me?', models: MODELS },
      abortAfterEvents: 10,
      abortAfterLlmCalls: 5,
    });
    const path = `/api/analyses/${stream.text(0, 'data', 'analysisId')}/events`;

    const meanwhile = await client.get('/metrics');
    const rest = await client.get(path, { token, headers: { 'last-event-id': '10' } });
    const afterwards = await client.get('/metrics');

    meanwhile.expect({ body: { ultra_open_streams: [{ labels: {}, value: 1 }] } });
    rest.expect({ status: 200, events: like.some({ event: 'analysis_completed' }) });
    afterwards.expect({
      body: {
        ultra_open_streams: [{ labels: {}, value: 0 }],
        ultra_llm_calls_total: [
          calls('anthropic', 'answered', 1),
          calls('google', 'answered', 2),
          calls('openai', 'answered', 2),
          calls('anthropic', 'rate_limited', 1),
        ],
      },
    });
  },
);

scenario(
  'counts the calls that a client left behind as aborted, and no tokens of them',
  { given: { llm: { openai: { kind: 'timeout' }, google: { kind: 'timeout' } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const json = { query: 'Does anybody count me?', models: MODELS };
    await client.abort({ method: 'POST', path: '/api/analyze', token, json, untilLlmCalls: 2 });

    const metrics = await client.get('/metrics');

    metrics.expect({
      body: {
        ultra_llm_calls_total: [calls('google', 'aborted', 1), calls('openai', 'aborted', 1)],
        ultra_llm_input_tokens_total: [{ labels: {}, value: 0 }],
        ultra_llm_output_tokens_total: [{ labels: {}, value: 0 }],
      },
    });
  },
);
