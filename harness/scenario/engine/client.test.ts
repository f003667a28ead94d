import { expect, test } from 'vitest';
import { serve } from '../../testing/scenario/client-fixture.ts';
import type { Json } from '../../values/json.ts';
import { createClient } from './client.ts';
import { Observer } from './observer.ts';

function createTestClient(server: { readonly url: string }, observer = new Observer({ calls: () => [] })) {
  const clock = {
    now: () => new Date(0),
    monotonicMs: () => performance.now(),
    processorMs: () => 0,
    contentionMs: () => null,
  };
  return createClient({ address: () => server.url, observer, clock });
}

test('a request is written down as it was sent, and the answer as it came', async () => {
  await using server = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/problem+json');
      response.statusCode = 418;
      response.end(
        JSON.stringify({ type: request.headers['content-type'], body, token: request.headers.authorization }),
      );
    });
  });
  const observer = new Observer({ calls: () => [] });

  const reply = await createTestClient(server, observer).post('/things', { json: { a: 1 }, token: 'abc' });

  expect(reply.status).toBe(418);
  expect(reply.body).toEqual({ type: 'application/json', body: '{"a":1}', token: 'Bearer abc' });
  expect(observer.steps()).toMatchObject([
    {
      label: 'POST /things',
      http: { request: { method: 'POST', path: '/things', body: { a: 1 } }, response: { status: 418 } },
    },
  ]);
});

test('raw bytes are sent as they are', async () => {
  await using server = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => response.end(`${request.headers['content-type']} ${body}`));
  });

  const reply = await createTestClient(server).post('/', { raw: '{"broken": ' });

  expect(reply.body).toBe('application/json {"broken": ');
});

test('redirects and error statuses are observations, not exceptions', async () => {
  await using server = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());

  const reply = await createTestClient(server).get('/');

  expect(reply.status).toBe(302);
  expect(reply.headers['location']).toBe('/elsewhere');
});

test('a body that is not the JSON it claims to be is kept as it came', async () => {
  await using server = await serve((_, response) =>
    response.setHeader('content-type', 'application/json').end('{"a": '),
  );

  const reply = await createTestClient(server).get('/');

  expect(reply.body).toEqual({ $invalid: 'JSON', $text: '{"a": ' });
});

test('header lines are kept as they came, whatever their names', async () => {
  await using server = await serve((_, response) => {
    response
      .writeHead(200, ['Vary', 'a', '__proto__', 'x', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2', 'vary', 'b'])
      .end();
  });
  const observer = new Observer({ calls: () => [] });

  const reply = await createTestClient(server, observer).get('/');

  const lines = observer.steps()[0]?.http?.response.headers.filter(([name]) => /vary|cookie|proto/.test(name));
  expect(lines).toEqual([
    ['vary', 'a'],
    ['__proto__', 'x'],
    ['set-cookie', 'a=1'],
    ['set-cookie', 'b=2'],
    ['vary', 'b'],
  ]);
  expect(reply.headers['vary']).toBe('a, b');
  expect(reply.headers['set-cookie']).toBe('a=1\nb=2');
});

test('bytes that are no text are kept by length and digest', async () => {
  await using server = await serve((_, response) =>
    response.setHeader('content-type', 'image/png').end(Buffer.from([0x89, 0x50, 0xff])),
  );

  const reply = await createTestClient(server).get('/');

  expect(reply.body).toMatchObject({ $bytes: 3, $sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('a number that JavaScript cannot hold is read, and sent again, as it came', async () => {
  await using server = await serve((request, response) => {
    response.setHeader('content-type', 'application/json');
    request.pipe(response);
  });
  const client = createTestClient(server);

  const reply = await client.post('/', { raw: '{"id":9007199254740993,"price":10.0}' });
  const again = await client.post('/', { json: reply.body });

  expect(reply.body).toEqual({ id: { $number: '9007199254740993' }, price: 10 });
  expect(again.body).toEqual(reply.body);
});

test('what JSON has nothing for is refused with its place, before it is sent', async () => {
  await using server = await serve((_, response) => response.end());

  const sending = createTestClient(server).post('/', { json: { tags: new Set(['a']) as unknown as Json } });

  await expect(sending).rejects.toThrow('A Set at /tags is not JSON');
});

test('identifiers are left out of the label of a step, so that it reads the same in every run', async () => {
  await using server = await serve((_, response) => response.end());
  const observer = new Observer({ calls: () => [] });

  await createTestClient(server, observer).get('/things/11111111-1111-4111-8111-111111111111?full=true');

  expect(observer.steps()[0]?.label).toBe('GET /things/:id?full=true');
});

test('a value that the answer does not have is named with its place', async () => {
  await using server = await serve((_, response) => response.writeHead(500).end());

  const reply = await createTestClient(server).get('/things');

  expect(() => reply.text('user', 'id')).toThrow('GET /things answered 500 without a text at /user/id.');
});

test('a stream is read to its end, as events', async () => {
  await using server = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('id: 1\nevent: start\ndata: {"a":1}\n\n');
    setTimeout(() => response.end('id: 2\nevent: done\ndata: {}\n\n'), 20);
  });
  const observer = new Observer({ calls: () => [] });

  const reply = await createTestClient(server, observer).post('/stream');

  const events = [
    { event: 'start', id: '1', data: { a: 1 } },
    { event: 'done', id: '2', data: {} },
  ];
  expect(reply.body).toEqual(events);
  expect(observer.steps()).toMatchObject([{ http: { response: { status: 200, body: null } }, stream: { events } }]);
});

test('a client may hang up in the middle of a stream, and the server notices', async () => {
  const hungUp = Promise.withResolvers<void>();
  await using server = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const ticker = setInterval(() => response.write('event: tick\ndata: {}\n\n'), 5);
    response.on('close', () => {
      clearInterval(ticker);
      hungUp.resolve();
    });
  });

  const reply = await createTestClient(server).get('/stream', { abortAfterEvents: 2 });
  await hungUp.promise;

  expect(reply.body).toEqual([
    { event: 'tick', id: null, data: {} },
    { event: 'tick', id: null, data: {} },
  ]);
});

test('a value can be taken out of an event of a stream', async () => {
  await using server = await serve((_, response) =>
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {"id":"abc"}\n\n'),
  );

  const reply = await createTestClient(server).get('/stream');

  expect(reply.text(0, 'data', 'id')).toBe('abc');
});
