import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

scenario(
  'sends an event when it comes about, while a slow provider still thinks',
  { given: { llm: { openai: { kind: 'rate_limited', times: 1, retryAfterMs: 3_000 } } } },
  async ({ client }) => {
    const { accessToken: token } = await register(client);

    const stream = await client.post('/api/analyze/stream', {
      token,
      json: { query: 'What is the use of patience?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
    });

    stream.expect({
      status: 200,
      events: like.some({ event: 'analysis_completed' }),
      // A machine without a moment to spare cannot tell.
      time: { durationMs: like.number(2_900), liveness: like.oneOf('live', 'unclear') },
    });
  },
);
