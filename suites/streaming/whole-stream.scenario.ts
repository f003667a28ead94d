import { scenario } from 'ultra-parity';
import { register } from '../support/person.ts';
import { wholeStream } from '../support/stream.ts';

const QUERY = 'Which of two index types suits a column that is only ever compared for equality?';
const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];
const ANALYSIS = {
  query: QUERY,
  models: [
    { model: 'gpt-4o-mini', provider: 'openai' },
    { model: 'gemini-2.5-flash', provider: 'google' },
  ],
  synthesis: { model: 'claude-sonnet-4-6', provider: 'anthropic' },
} as const;

scenario(
  'counts the events of a stream from one, and has nothing for a reader who has seen the last',
  async ({ client }) => {
    const { accessToken } = await register(client);
    const stream = await client.post('/api/analyze/stream', {
      token: accessToken,
      json: { query: QUERY, models: MODELS },
    });
    const path = `/api/analyses/${stream.text(0, 'data', 'analysisId')}/events`;
    const events = Array.isArray(stream.body) ? stream.body : [];
    const headers = { 'last-event-id': String(events.length) };

    const nothingLeft = await client.get(path, { token: accessToken, headers });
    const nonsense = await client.get(path, { token: accessToken, headers: { 'last-event-id': 'nonsense' } });

    stream.expect({ status: 200, events: wholeStream(stream, ANALYSIS) });
    nothingLeft.expect({ status: 204, body: null, calls: [] });
    nonsense.expect({ status: 200, events: stream.body, calls: [] });
  },
);

scenario('streams a synthesis of OpenAI with its tokens and what they cost', async ({ client }) => {
  const { accessToken } = await register(client);

  const stream = await client.post('/api/analyze/stream', {
    token: accessToken,
    json: { query: QUERY, models: ['claude-sonnet-4-6', 'gemini-2.5-flash'] },
  });

  const asked = {
    query: QUERY,
    models: [
      { model: 'claude-sonnet-4-6', provider: 'anthropic' },
      { model: 'gemini-2.5-flash', provider: 'google' },
    ],
    synthesis: { model: 'gpt-4o', provider: 'openai' },
  } as const;
  stream.expect({ status: 200, events: wholeStream(stream, asked) });
});
