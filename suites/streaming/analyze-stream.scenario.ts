import { like, scenario } from 'ultra-parity';
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

  stream.expect({
    status: 200,
    headers: { 'content-type': like.includes('text/event-stream') },
    events: like.some({ event: 'synthesis_delta', data: { text: like.text() } }),
  });
  stream.expect({
    events: like.some({ event: 'analysis_completed', data: { analysis: { query: QUERY, status: 'completed' } } }),
  });
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

scenario('tells a stream again to its owner, from the event that a reader has seen last', async ({ client }) => {
  const ada = await register(client);
  const grace = await register(client, { email: 'grace@example.test', password: 'another long password' });
  const stream = await client.post('/api/analyze/stream', {
    token: ada.accessToken,
    json: { query: QUERY, models: MODELS },
  });
  const path = `/api/analyses/${stream.text(0, 'data', 'analysisId')}/events`;
  const headers = { 'last-event-id': '0' };
  const last = stream.text(Array.isArray(stream.body) ? stream.body.length - 1 : 0, 'id');

  const again = await client.get(path, { token: ada.accessToken, headers });
  const atItsEnd = await client.get(path, { token: ada.accessToken, headers: { 'last-event-id': last } });
  const foreign = await client.get(path, { token: grace.accessToken, headers });

  again.expect({ status: 200, events: stream.body, calls: [] });
  atItsEnd.expect({ status: 204, body: null, calls: [] });
  foreign.expect({ status: 404, body: { code: 'not_found' }, calls: [] });
});
