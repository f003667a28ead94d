import { like, scenario } from 'ultra-parity';
import { register } from '../support/person.ts';

const MODELS = ['gpt-4o-mini', 'gemini-2.5-flash'];
/** How long the server waits for a reader who comes back, so that a scenario need not wait long. */
const SHORT_GRACE = { streamGraceMs: 100 };
/** The start, a beginning and an end of two drafts and of two reviews, and the beginning of the synthesis. */
const UP_TO_THE_SYNTHESIS = 10;
const SILENT = { kind: 'timeout' } as const;

scenario(
  'ends the call of a synthesis whose reader has hung up, and stores nothing',
  { given: { ...SHORT_GRACE, llm: { anthropic: SILENT } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const stream = await client.post('/api/analyze/stream', {
      token,
      json: { query: 'Who waits for the last word?', models: MODELS },
      abortAfterEvents: UP_TO_THE_SYNTHESIS,
      abortAfterLlmCalls: 5,
    });
    const path = `/api/analyses/${stream.text(0, 'data', 'analysisId')}/events`;
    const headers = { 'last-event-id': String(UP_TO_THE_SYNTHESIS) };
    const rest = await client.get(path, { token, headers });

    const answered = (provider: string) => ({ provider, outcome: { status: 'answered' } });
    stream.expect({
      status: 200,
      calls: [
        { provider: 'anthropic', request: { stream: true }, outcome: { status: 'aborted' } },
        ...['google', 'google', 'openai', 'openai'].map(answered),
      ],
      audit: { request_aborted: [{ fields: { route: '/api/analyze/stream', status: 200 } }] },
    });
    rest.expect({
      status: 200,
      events: [{ id: '11', event: 'analysis_failed', data: { problem: { code: 'analysis_stopped' } } }],
      calls: [],
    });
    (await tables()).expect({ analyses: [], analysis_calls: [] });
  },
);

scenario(
  'ends the drafts of a stream whose reader has hung up, and asks nobody for a review',
  { given: { ...SHORT_GRACE, llm: { openai: SILENT, google: SILENT } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const stream = await client.post('/api/analyze/stream', {
      token,
      json: { query: 'Who waits for the first word?', models: MODELS },
      abortAfterEvents: 3,
      abortAfterLlmCalls: 2,
    });

    stream.expect({
      events: [
        { id: '1', event: 'analysis_started' },
        { id: '2', event: 'call_started', data: { stage: 'initial' } },
        { id: '3', event: 'call_started', data: { stage: 'initial' } },
      ],
      calls: [
        { provider: 'google', outcome: { status: 'aborted' } },
        { provider: 'openai', outcome: { status: 'aborted' } },
      ],
    });
    (await tables()).expect({ analyses: [], analysis_calls: [] });
  },
);

scenario(
  'ends the calls of an analysis whose client has hung up before it was answered',
  { given: { llm: { openai: SILENT, google: SILENT } } },
  async ({ client, tables }) => {
    const { accessToken: token } = await register(client);

    const abort = await client.abort({
      method: 'POST',
      path: '/api/analyze',
      token,
      json: { query: 'Who waits for an answer?', models: MODELS },
      untilLlmCalls: MODELS.length,
    });
    const listed = await client.get('/api/analyses', { token });

    abort.expect({
      calls: [
        { provider: 'google', request: { stream: false }, outcome: { status: 'aborted' } },
        { provider: 'openai', request: { stream: false }, outcome: { status: 'aborted' } },
      ],
      audit: { request_aborted: [{ fields: { route: '/api/analyze' } }], request: like.absent() },
    });
    listed.expect({ status: 200, body: { analyses: [], nextCursor: null }, calls: [] });
    (await tables()).expect({ analyses: [], analysis_calls: [] });
  },
);
