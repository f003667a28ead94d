import { like } from '#harness/scenario/like.ts';
import { scenario } from '#harness/scenario/scenario.ts';
import { register } from '../support/person.ts';

const QUERY = 'Which of two index types suits a column that is only ever compared for equality?';
const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];

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

    stream.expect({ events: like.some({ id: '1', event: 'analysis_started', data: { models: MODELS, sequence: 1 } }) });
    stream.expect({ events: like.some({ id: String(events.length), event: 'analysis_completed' }) });
    nothingLeft.expect({ status: 204, body: null, calls: [] });
    nonsense.expect({ status: 200, events: stream.body, calls: [] });
  },
);
