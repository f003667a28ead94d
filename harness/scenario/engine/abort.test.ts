import { expect, test } from 'vitest';
import type { LlmCall } from '../../evidence/llm-call.ts';
import { sampleCall } from '../../testing/evidence/sample-transcript.ts';
import { serve } from '../../testing/scenario/client-fixture.ts';
import { createClient } from './client.ts';
import { Observer } from './observer.ts';

function createTestClient({ url }: { readonly url: string }, calls: readonly LlmCall[]) {
  const observer = new Observer({ calls: () => calls });
  const clock = { now: () => new Date(0), monotonicMs: () => 0, processorMs: () => 0, contentionMs: () => null };
  return { observer, client: createClient({ address: () => url, observer, clock }) };
}

test('a client goes away before the answer, once the calls of its request are under way', async () => {
  const calls: LlmCall[] = [];
  const gone = Promise.withResolvers<void>();
  await using server = await serve((_, response) => {
    setTimeout(() => calls.push(sampleCall({ outcome: { status: 'aborted' } })), 20);
    response.once('close', gone.resolve);
  });
  const { client, observer } = createTestClient(server, calls);

  const abort = await client.abort({ method: 'POST', path: '/ask', json: { a: 1 }, token: 'abc', untilLlmCalls: 1 });
  await gone.promise;
  abort.expect({ calls: [{ outcome: { status: 'aborted' } }] });

  expect(observer.steps()).toMatchObject([
    {
      label: 'hang up POST /ask',
      abort: { request: { method: 'POST', path: '/ask', body: { a: 1 }, headers: { authorization: 'Bearer abc' } } },
      calls: [{ outcome: { status: 'aborted' } }],
      expectations: [{ calls: [{ outcome: { status: 'aborted' } }] }],
    },
  ]);
});

test('a client that was answered before it could go away says so', async () => {
  await using server = await serve((_, response) => response.writeHead(503).end());
  const { client } = createTestClient(server, []);

  const abort = client.abort({ method: 'GET', path: '/ask', untilLlmCalls: 1 });

  await expect(abort).rejects.toThrow(
    'The client of GET /ask could not hang up in the middle: the system had answered with 503.',
  );
});

test('a client reads on until the calls of its stream are under way, and then hangs up', async () => {
  const calls: LlmCall[] = [];
  const gone = Promise.withResolvers<number>();
  await using server = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    setTimeout(() => calls.push(sampleCall({ outcome: { status: 'aborted' } })), 30);
    response.once('close', () => gone.resolve(calls.length));
  });
  const { client } = createTestClient(server, calls);

  const stream = await client.get('/stream', { abortAfterEvents: 1, abortAfterLlmCalls: 1 });

  expect(stream.body).toEqual([{ event: 'message', id: null, data: 1 }]);
  await expect(gone.promise).resolves.toBe(1);
});

test('the calls of a request that is under way are its own, whatever is asked meanwhile', async () => {
  const calls: LlmCall[] = [];
  const answering = Promise.withResolvers<void>();
  await using server = await serve((request, response) => {
    if (request.url === '/meanwhile') {
      response.end();
      return;
    }
    calls.push(sampleCall({ model: 'first' }));
    answering.promise.then(() => response.end('late'), response.destroy);
  });
  const { client, observer } = createTestClient(server, calls);

  const begun = await client.start({ method: 'POST', path: '/ask', untilLlmCalls: 1 });
  calls.push(sampleCall({ model: 'second' }));
  await client.get('/meanwhile');
  answering.resolve();
  const reply = await begun.response();

  expect(reply.body).toBe('late');
  expect(observer.steps().map(({ label, calls: own }) => [label, own.map(({ model }) => model)])).toEqual([
    ['GET /meanwhile', []],
    ['POST /ask', ['first', 'second']],
  ]);
});
