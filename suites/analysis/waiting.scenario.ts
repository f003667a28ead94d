import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

scenario(
  'waits as long as a provider asks for before it asks again',
  { given: { llm: { openai: { kind: 'rate_limited', times: 1, retryAfterMs: 3_000 } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);

    const reply = await client.post('/api/analyze', {
      token,
      json: { query: 'What is the use of a back-off?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
    });

    const metrics = await client.get('/metrics');

    reply.expect({ status: 200, body: { status: 'completed' }, time: { durationMs: like.number(2_900) } });
    const within = (le: string, value: number) =>
      like.some({ labels: { method: 'POST', route: '/api/analyze', status: '200', le }, value });
    metrics.expect({ body: { ultra_http_request_duration_seconds_bucket: within('2.5', 0) } });
    metrics.expect({ body: { ultra_http_request_duration_seconds_bucket: within('120', 1) } });
  },
);

scenario(
  'goes on without a provider that asks for a whole minute',
  { given: { llm: { openai: { kind: 'rate_limited', times: 1, retryAfterMs: 60_000 } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);

    const reply = await client.post('/api/analyze', {
      token,
      json: {
        query: 'Who has a minute?',
        models: ['gpt-4o-mini', 'claude-sonnet-4-6', 'gemini-2.5-flash'],
      },
    });

    const answered = (provider: string) => ({ provider, outcome: { status: 'answered' } });
    reply.expect({
      status: 200,
      body: { status: 'degraded', initial: [{ status: 'failed', error: 'rate_limited' }, {}, {}] },
      calls: [
        ...['anthropic', 'anthropic', 'google', 'google', 'openai'].map(answered),
        { provider: 'openai', outcome: { status: 'refused', httpStatus: 429 } },
      ],
    });
  },
);

scenario(
  'asks an overloaded provider again, whatever number it gives to being overloaded',
  { given: { llm: { anthropic: { kind: 'server', httpStatus: 529, times: 1 } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);

    const reply = await client.post('/api/analyze', {
      token,
      json: { query: 'Who is overloaded?', models: ['gpt-4o-mini', 'claude-haiku-4-5'] },
    });

    reply.expect({
      status: 200,
      body: { status: 'completed', initial: [{ status: 'answered' }, { status: 'answered' }] },
      calls: like.some({ provider: 'anthropic', outcome: { status: 'refused', httpStatus: 529 } }),
    });
  },
);
