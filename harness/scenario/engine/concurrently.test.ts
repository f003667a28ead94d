import { expect, test } from 'vitest';
import { findUnmetExpectations } from '../../judge/unmet-expectations.ts';
import { sampleTranscript } from '../../testing/evidence/sample-transcript.ts';
import { serve } from '../../testing/scenario/client-fixture.ts';
import { createClient } from './client.ts';
import { Observer } from './observer.ts';

/** Serves the first request and refuses every other, in the same words; both say so in an event. */
async function serveOnce() {
  let served = 0;
  const server = await serve((_, response) => {
    served += 1;
    const [status, place] = served === 1 ? [201, 1] : [409, 2];
    response.writeHead(status, { 'content-type': 'application/json' }).end(`{"place":${place}}`);
  });
  const observer = new Observer({
    calls: () => [],
    audit: async () => Array.from({ length: served }, () => ({ event: 'request', level: 'info', fields: {} })),
  });
  const clock = { now: () => new Date(0), monotonicMs: () => performance.now(), processorMs: () => 0 };
  const client = createClient({
    address: () => server.url,
    observer,
    clock: { ...clock, contentionMs: () => null },
  });
  return { client, observer, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('requests that are sent at once are one step', async () => {
  await using system = await serveOnce();

  const replies = await system.client.concurrently(3, { method: 'POST', path: '/things', json: { a: 1 } });

  expect(replies.statuses).toEqual([201, 409, 409]);
  expect(replies.bodies(201)).toEqual([{ place: 1 }]);
  expect(system.observer.steps()).toMatchObject([
    {
      label: '3 x POST /things',
      concurrently: { request: { method: 'POST', path: '/things', body: { a: 1 } }, responses: { length: 3 } },
      audit: { length: 3 },
      time: { durationMs: expect.any(Number) },
    },
  ]);
});

test('what came back may be expected by status', async () => {
  await using system = await serveOnce();

  const replies = await system.client.concurrently(3, { method: 'POST', path: '/things' });
  replies.expect({ responses: { 201: { times: 1, body: { place: 1 } }, 409: { times: 2, body: { place: 2 } } } });
  replies.expect({ responses: { 201: { times: 2 }, 409: { times: 2, body: { place: 3 } } }, audit: { request: [] } });

  const unmet = findUnmetExpectations(sampleTranscript({ steps: system.observer.steps() }));
  expect(unmet.map(({ channel, kind, pointer }) => `${channel} ${kind} ${pointer}`)).toEqual([
    'http length /responses/201',
    'http value /responses/409/0/body/place',
    'http value /responses/409/1/body/place',
    'audit length /request',
  ]);
});
