import { like } from '#harness/scenario/like.ts';
import { scenario } from '#harness/scenario/scenario.ts';
import { register } from '../support/person.ts';

const QUERY = 'How do I change the type of a column in a large table without downtime?';
const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

scenario('streams an analysis from its start to the result that is stored', async ({ client, tables }) => {
  const { accessToken } = await register(client);

  const stream = await client.post('/api/analyze/stream', {
    token: accessToken,
    json: { query: QUERY, models: MODELS },
  });
  const listed = await client.get('/api/analyses', { token: accessToken });

  stream.expect({ status: 200, headers: { 'content-type': like.includes('text/event-stream') } });
  listed.expect({ status: 200, body: { analyses: [{ query: QUERY, models: MODELS }], nextCursor: null }, calls: [] });
  (await tables()).expect({ analyses: [{ query: QUERY, status: 'completed' }] });
});

scenario('refuses a question without words before anything is streamed', async ({ client }) => {
  const { accessToken } = await register(client);

  const stream = await client.post('/api/analyze/stream', { token: accessToken, json: { query: '  ' } });

  stream.expect({ status: 422, body: { code: 'validation_failed', errors: [{ pointer: '/query' }] }, calls: [] });
});

scenario(
  'ends a stream with the reasons when too few models answer',
  { given: { llm: { openai: { kind: 'authentication' } } } },
  async ({ client, tables }) => {
    const { accessToken } = await register(client);

    const stream = await client.post('/api/analyze/stream', {
      token: accessToken,
      json: { query: QUERY, models: MODELS },
    });

    stream.expect({ status: 200 });
    (await tables()).expect({ analyses: [] });
  },
);
