import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

scenario('lets a model write the synthesis that took no part in the drafts', async ({ client }) => {
  const { accessToken: token } = await register(client);

  const reply = await client.post('/api/analyze', {
    token,
    json: { query: 'When is a queue better than a table?', models: ['claude-sonnet-4-6', 'gemini-2.5-flash'] },
  });

  reply.expect({
    status: 200,
    body: { status: 'completed', synthesis: { model: 'gpt-4o', provider: 'openai', text: like.text() } },
  });
});

scenario(
  'asks the next model when the best one cannot write the synthesis',
  { given: { llm: { anthropic: { kind: 'authentication' } } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const reply = await client.post('/api/analyze', {
      token,
      json: { query: 'When is a queue better than a table?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
    });

    reply.expect({
      status: 200,
      body: { status: 'degraded', synthesis: { model: 'gpt-4o', provider: 'openai' } },
    });
    const rows = await tables();
    const failed = { stage: 'synthesis', ordinal: 0, status: 'failed', error: 'authentication', text: null };
    rows.expect({ analysis_calls: like.some(failed) });
    rows.expect({ analysis_calls: like.some({ stage: 'synthesis', ordinal: 1, status: 'answered', error: null }) });
    rows.expect({ analysis_calls: like.some({ stage: 'peer_review', ordinal: 1, status: 'answered', error: null }) });
  },
);
