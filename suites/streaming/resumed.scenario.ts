import { setTimeout as sleep } from 'node:timers/promises';
import { like, scenario } from 'ultra-parity';
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

/** Longer than anybody takes to read what has just ended. */
const A_WHILE_MS = 250;

scenario('tells a stream again a while after it has ended', async ({ client }) => {
  const { accessToken: token } = await register(client);
  const stream = await client.post('/api/analyze/stream', {
    token,
    json: { query: QUERY, models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
  });
  const path = `/api/analyses/${stream.text(0, 'data', 'analysisId')}/events`;

  await sleep(A_WHILE_MS);
  const again = await client.get(path, { token });

  again.expect({ status: 200, events: like.some({ event: 'analysis_completed' }), calls: [] });
});

scenario(
  'goes on for one reader when another has gone',
  {
    given: {
      streamGraceMs: 1_000,
      // Twice: the first attempt again shows that the one who stays is there, the second leaves time to go.
      llm: { anthropic: { kind: 'rate_limited', times: 2, retryAfterMs: 2_000 } },
    },
  },
  async ({ client }) => {
    const { accessToken: token } = await register(client);
    const stream = await client.post('/api/analyze/stream', {
      token,
      json: { query: QUERY, models: ['gpt-4o-mini', 'gemini-2.5-flash'] },
      abortAfterEvents: 10,
      abortAfterLlmCalls: 5,
    });
    const path = `/api/analyses/${stream.text(0, 'data', 'analysisId')}/events`;
    const headers = { 'last-event-id': '1' };

    const staying = await client.start({ method: 'GET', path, token, headers, untilLlmCalls: 1 });
    await client.get(path, { token, headers, abortAfterEvents: 9 });
    const stayed = await staying.response();

    stayed.expect({ status: 200, events: like.some({ event: 'analysis_completed' }) });
  },
);
