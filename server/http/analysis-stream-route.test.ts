import { createServer } from 'node:http';
import request from 'supertest';
import { describe, expect, test } from 'vitest';
import { analyzeStream, eventsOf } from '../test-support/event-streams.ts';
import { type MockApp, mockApp } from '../test-support/mock-server.ts';
import { expectProblem } from '../test-support/problems.ts';
import { type Account, signUp } from '../test-support/requests.ts';

const TERMINAL = ['analysis_completed', 'analysis_failed'];

describe('POST /api/analyze/stream', () => {
  test('tells each call as it starts and ends, and ends with the analysis that is stored', async () => {
    await using server = await mockApp();
    const account = await signUp(server);

    const response = await analyzeStream(server, account);

    const events = eventsOf(response.text);
    const counts = Object.entries(Object.groupBy(events, ({ event }) => event)).map(([name, all]) => [
      name,
      name === 'synthesis_delta' ? 'some' : all?.length,
    ]);
    expect(response.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(Object.fromEntries(counts)).toStrictEqual({
      analysis_started: 1,
      call_started: 7,
      call_answered: 7,
      synthesis_delta: 'some',
      analysis_completed: 1,
    });
    expect(events.map(({ id }) => Number(id))).toStrictEqual(events.map((_, index) => index + 1));
    expect(events.map(({ data }) => data['sequence'])).toStrictEqual(events.map((_, index) => index + 1));
    const stored = await request(server.app)
      .get(`/api/analyses/${String(events[0]?.data['analysisId'])}`)
      .auth(account.accessToken, { type: 'bearer' });
    expect(events.at(-1)?.data['analysis']).toStrictEqual(stored.body);
  });

  test('streams the synthesis in pieces that make its text', async () => {
    await using server = await mockApp();

    const response = await analyzeStream(server, await signUp(server));

    const events = eventsOf(response.text);
    const pieces = events.filter(({ event }) => event === 'synthesis_delta').map(({ data }) => data['text']);
    expect(pieces.length).toBeGreaterThan(3);
    expect(events.at(-1)?.data['analysis']).toMatchObject({ synthesis: { text: pieces.join('') } });
  });

  test('ends with the problem when too few models answer', async () => {
    await using server = await mockApp({
      llmFaults: { openai: { kind: 'authentication' }, google: { kind: 'quota' } },
    });

    const response = await analyzeStream(server, await signUp(server));

    const events = eventsOf(response.text);
    expect(events.filter(({ event }) => TERMINAL.includes(event))).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({
      event: 'analysis_failed',
      data: { problem: { code: 'llm_providers_failed', status: 502, requestId: response.get('x-request-id') } },
    });
  });

  test('is refused like any request before it becomes a stream', async () => {
    await using server = await mockApp();
    const { accessToken } = await signUp(server);

    const response = await request(server.app)
      .post('/api/analyze/stream')
      .auth(accessToken, { type: 'bearer' })
      .send({ query: '' });

    expectProblem(response, 422, 'validation_failed');
  });

  test('stops the models once its reader has gone and does not come back', async () => {
    await using server = await mockApp({ llmFaults: SLOW, streamGraceMs: 20 });
    await using stream = await openStream(server, await signUp(server));

    await stream.firstChunk;
    stream.hangUp();

    await expect
      .poll(() => server.ports.doubles.providers.openai.calls[0]?.outcome)
      .toStrictEqual({ status: 'broken', reason: 'aborted' });
  });

  test('sends comments while nothing happens', async () => {
    await using server = await mockApp({
      llmFaults: { google: { kind: 'timeout', times: 1 } },
      llmTimeoutMs: 800,
      streamHeartbeatMs: 250,
    });

    const response = await analyzeStream(server, await signUp(server));

    expect(response.text).toContain(': heartbeat\n\n');
    expect(eventsOf(response.text).at(-1)?.event).toBe('analysis_completed');
  });
});

describe('GET /api/analyses/:id/events', () => {
  test('goes on after the last event that was received, with the same events', async () => {
    await using server = await mockApp();
    const account = await signUp(server);
    const whole = eventsOf((await analyzeStream(server, account)).text);

    const rest = await resume(server, account, { id: whole[0]?.data['analysisId'], after: '5' });

    expect(eventsOf(rest.text)).toStrictEqual(whole.slice(5));
  });

  test('lets a reader come back while the analysis is under way, which goes on', async () => {
    await using server = await mockApp({ llmFaults: { google: { kind: 'timeout', times: 1 } }, llmTimeoutMs: 200 });
    const account = await signUp(server);
    await using stream = await openStream(server, account);
    const [started] = eventsOf(await stream.firstChunk);
    stream.hangUp();

    const rest = await resume(server, account, { id: started?.data['analysisId'], after: '1' });

    expect(eventsOf(rest.text)[0]).toMatchObject({ id: '2', event: 'call_started' });
    expect(eventsOf(rest.text).at(-1)?.event).toBe('analysis_completed');
  });

  test('ends with analysis_stopped for one who comes back too late', async () => {
    await using server = await mockApp({ llmFaults: SLOW, streamGraceMs: 0 });
    const account = await signUp(server);
    await using stream = await openStream(server, account);
    const [started] = eventsOf(await stream.firstChunk);
    stream.hangUp();
    await expect.poll(() => server.ports.doubles.providers.openai.calls[0]?.outcome.status).toBe('broken');

    const rest = await resume(server, account, { id: started?.data['analysisId'], after: '0' });

    expect(eventsOf(rest.text).at(-1)).toMatchObject({
      event: 'analysis_failed',
      data: { problem: { code: 'analysis_stopped' } },
    });
  });

  test('is hidden from everybody but its owner', async () => {
    await using server = await mockApp();
    const [started] = eventsOf((await analyzeStream(server, await signUp(server))).text);
    const eve = await signUp(server, 'eve@example.org');

    const response = await resume(server, eve, { id: started?.data['analysisId'], after: '0' });

    expectProblem(response, 404, 'not_found');
  });
});

const SLOW = { openai: { kind: 'timeout' }, anthropic: { kind: 'timeout' }, google: { kind: 'timeout' } } as const;

function resume({ app }: MockApp, { accessToken }: Account, { id, after }: { id: unknown; after: string }) {
  return request(app)
    .get(`/api/analyses/${String(id)}/events`)
    .set('last-event-id', after)
    .auth(accessToken, { type: 'bearer' });
}

/** A stream over a socket of its own, which can be hung up. */
async function openStream({ app }: MockApp, { accessToken }: Account) {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  const controller = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/api/analyze/stream`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'Why is the sky blue?' }),
    signal: controller.signal,
  });
  const firstChunk = async (): Promise<string> => {
    for await (const chunk of response.body ?? []) {
      return Buffer.from(chunk).toString();
    }
    return '';
  };
  return {
    firstChunk: firstChunk(),
    hangUp: () => controller.abort(),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
