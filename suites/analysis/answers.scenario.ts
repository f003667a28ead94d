import { like } from '#harness/scenario/like.ts';
import { scenario } from '#harness/scenario/scenario.ts';
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
