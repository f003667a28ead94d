import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

scenario('takes an answer that speaks of errors for an answer', async ({ client, tables }) => {
  const { accessToken } = await register(client);

  const reply = await client.post('/api/analyze', {
    token: accessToken,
    json: { query: 'What does Error: mean at the start of a line?', models: MODELS },
  });

  const answered = { status: 'answered', text: like.text(), finishReason: 'stop' };
  reply.expect({
    status: 200,
    body: { status: 'completed', initial: [answered, answered], peerReview: [answered, answered] },
  });
  (await tables()).expect({ analyses: [{ status: 'completed' }] });
});

scenario('asks the providers again when the same question comes again', async ({ client, tables }) => {
  const { accessToken: token } = await register(client);
  const json = { query: 'How do I change the type of a column in a large table without downtime?', models: MODELS };

  await client.post('/api/analyze', { token, json });
  const again = await client.post('/api/analyze', { token, json });

  const call = { operation: 'chat' };
  again.expect({ status: 200, body: { status: 'completed' }, calls: [call, call, call, call, call] });
  (await tables()).expect({ analyses: [{}, {}], idempotency_keys: [] });
});

scenario(
  'says of an answer that was cut at the limit of tokens that it was, whoever gave it',
  { given: { maxTokens: 12 } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const reply = await client.post('/api/analyze', {
      token,
      json: { query: 'Say more than twelve tokens hold.', models: [...MODELS, 'claude-haiku-4-5'] },
    });

    const cut = { status: 'answered', finishReason: 'length', usage: { outputTokens: 12 } };
    const request = { maxTokens: 12 };
    reply.expect({
      status: 200,
      body: {
        status: 'completed',
        initial: [cut, cut, cut],
        peerReview: [cut, cut, cut],
        synthesis: { finishReason: 'length' },
      },
      calls: Array.from({ length: 7 }, () => ({ request, outcome: { finishReason: 'length' } })),
    });
    (await tables()).expect({ analysis_calls: like.some({ model: 'claude-haiku-4-5', finish_reason: 'length' }) });
  },
);

scenario('answers no more than 1024 tokens a call, at the temperature of its stage', async ({ client }) => {
  const { accessToken: token } = await register(client);

  const reply = await client.post('/api/analyze', {
    token,
    json: { query: 'Which index does a table of events need?', models: ['gpt-4o-mini', 'claude-haiku-4-5'] },
  });

  const initial = { request: { maxTokens: 1024, temperature: null } };
  const later = { request: { maxTokens: 1024, temperature: 0.2 } };
  reply.expect({ status: 200, calls: [initial, later, later, initial, later] });
});
