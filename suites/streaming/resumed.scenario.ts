import { scenario } from '#harness/scenario/scenario.ts';
import { register } from '../support/person.ts';
import { wholeStream } from '../support/stream.ts';

const QUERY = 'How long should a session live?';
/** The start, and a beginning and an end of each of two drafts, which come in any order among themselves. */
const UP_TO_THE_REVIEWS = 5;

scenario('tells a reader who comes back only what it has not seen', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const stream = await client.post('/api/analyze/stream', {
    token,
    json: { query: QUERY, models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
  });
  const path = `/api/analyses/${stream.text(0, 'data', 'analysisId')}/events`;
  const events = Array.isArray(stream.body) ? stream.body : [];
  const resume = (lastEventId: string) => client.get(path, { token, headers: { 'last-event-id': lastEventId } });

  const rest = await resume(String(UP_TO_THE_REVIEWS));
  const foreign = await resume('three');

  stream.expect({
    events: wholeStream(stream, {
      query: QUERY,
      models: [
        { model: 'gpt-4o-mini', provider: 'openai' },
        { model: 'gemini-2.5-flash', provider: 'google' },
      ],
      synthesis: { model: 'claude-sonnet-4-6', provider: 'anthropic' },
    }),
  });
  rest.expect({ status: 200, events: events.slice(UP_TO_THE_REVIEWS), calls: [] });
  foreign.expect({ status: 200, events, calls: [] });
});
