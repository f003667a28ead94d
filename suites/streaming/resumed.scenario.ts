import { like } from '#harness/scenario/like.ts';
import { scenario } from '#harness/scenario/scenario.ts';
import { register } from '../support/person.ts';

scenario('tells a reader who comes back only what it has not seen', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const stream = await client.post('/api/analyze/stream', {
    token,
    json: { query: 'How long should a session live?', models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
  });
  const path = `/api/analyses/${stream.text(0, 'data', 'analysisId')}/events`;
  const events = Array.isArray(stream.body) ? stream.body : [];
  const resume = (lastEventId: string) => client.get(path, { token, headers: { 'last-event-id': lastEventId } });

  const rest = await resume('3');
  const foreign = await resume('three');
  const finished = await resume(String(events.length));

  rest.expect({ status: 200, events: events.slice(3), calls: [] });
  foreign.expect({ status: 200, events, calls: [] });
  finished.expect({ status: 204, body: null, calls: [] });
  stream.expect({ events: like.some({ event: 'analysis_completed', id: String(events.length) }) });
});
