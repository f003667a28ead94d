import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const QUERY = 'How do I change the type of a column in a large table without downtime?';
const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

scenario(
  'says at the end of a stream that failed why it failed',
  { given: { llm: { openai: { kind: 'authentication' } } } },
  async ({ client }) => {
    const { accessToken } = await register(client);

    const stream = await client.post('/api/analyze/stream', {
      token: accessToken,
      json: { query: QUERY, models: MODELS },
    });

    const about = { stage: 'initial', model: 'gpt-4o-mini', provider: 'openai' };
    stream.expect({ audit: { llm_providers_failed: [{ level: 'warn' }] } });
    stream.expect({ events: like.some({ event: 'call_failed', data: { ...about, error: 'authentication' } }) });
    stream.expect({
      events: like.some({
        event: 'analysis_failed',
        data: {
          problem: {
            status: 502,
            code: 'llm_providers_failed',
            requestId: like.uuid(),
            failures: [{ model: 'gpt-4o-mini', provider: 'openai', error: 'authentication' }],
          },
        },
      }),
    });
  },
);

scenario('tells of each call of a stream that it began and that it was answered', async ({ client }) => {
  const { accessToken } = await register(client);

  const stream = await client.post('/api/analyze/stream', {
    token: accessToken,
    json: { query: QUERY, models: MODELS },
  });

  stream.expect({
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
      'cache-control': 'no-store',
    },
    events: like.some({
      event: 'analysis_started',
      id: '1',
      data: { sequence: 1, timestamp: like.instant(), analysisId: like.uuid(), models: MODELS },
    }),
  });
  const stages = [
    { stage: 'initial', model: 'gpt-4o-mini', provider: 'openai' },
    { stage: 'peer_review', model: 'gemini-2.5-flash', provider: 'google' },
    { stage: 'synthesis', model: 'claude-sonnet-4-6', provider: 'anthropic' },
  ];
  for (const data of stages) {
    stream.expect({ events: like.some({ event: 'call_started', data }) });
    stream.expect({ events: like.some({ event: 'call_answered', data }) });
  }
  const usage = { inputTokens: like.number(1), outputTokens: like.number(1), costUsd: like.number() };
  stream.expect({
    events: like.some({
      event: 'analysis_completed',
      data: { analysis: { synthesis: { finishReason: 'stop', usage }, usage, peerReview: [{}, {}] } },
    }),
  });
});
