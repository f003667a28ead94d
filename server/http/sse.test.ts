import { createServer } from 'node:http';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { type ServerSentEvent, sendEvents } from './sse.ts';

const EVENT_BYTES = 65_536;
const MANY = 800;
/** What the operating system keeps for a connection on loopback, both ends together, with room to spare. */
const BUFFERED_BYTES = 32 * 1_048_576;
const PATIENT_MS = 60_000;

test('makes no event before a slow reader has taken those before it, and goes on when it reads again', async () => {
  await using server = await streaming(PATIENT_MS);
  const reader = server.open();
  await expect.poll(() => server.isStill()).toBe(true);
  const whileItSlept = server.made();

  reader.resume();

  await expect.poll(() => server.ended(), { timeout: 20_000 }).toBe('returned');
  expect(whileItSlept * EVENT_BYTES).toBeLessThan(BUFFERED_BYTES);
  expect(server.made()).toBe(MANY);
});

test('serves others while one reader sleeps', async () => {
  await using server = await streaming(PATIENT_MS);
  server.open();
  await expect.poll(() => server.isStill()).toBe(true);

  const response = await fetch(server.url);

  expect((await response.text()).match(/^event: tick$/gm)).toHaveLength(MANY);
});

test('ends its events when a slow reader hangs up', async () => {
  await using server = await streaming(PATIENT_MS);
  const reader = server.open();
  await expect.poll(() => server.isStill()).toBe(true);

  reader.destroy();

  await expect.poll(() => server.ended()).toBe('returned');
  expect(server.made()).toBeLessThan(MANY);
});

test('hangs up on a reader that takes nothing any more', async () => {
  await using server = await streaming(100);

  server.open();

  await expect.poll(() => server.ended(), { timeout: 10_000 }).toBe('returned');
  expect(server.made()).toBeLessThan(MANY);
});

test('keeps a silent stream to a reader that takes its heartbeats', async () => {
  const isEnough = Promise.withResolvers<void>();
  await using server = await streaming(250, () => silence(isEnough.promise));

  const response = await fetch(server.url);
  let taken = '';
  for await (const chunk of response.body ?? []) {
    taken += Buffer.from(chunk).toString();
    if ((taken.match(/^: heartbeat$/gm)?.length ?? 0) > 5) {
      isEnough.resolve();
    }
  }

  expect(taken).toMatch(/^event: tick$/m);
  await expect.poll(() => server.ended()).toBe('returned');
});

async function* silence(end: Promise<void>): AsyncGenerator<ServerSentEvent, void, void> {
  await end;
  yield { id: 1, event: 'tick', data: {} };
}

async function* ticks(): AsyncGenerator<ServerSentEvent, void, void> {
  for (let id = 1; id <= MANY; id += 1) {
    yield { id, event: 'tick', data: { filling: 'x'.repeat(EVENT_BYTES) } };
  }
}

/** A server of events, and what it knows of the first reader's. */
async function streaming(heartbeatMs: number, source: () => AsyncGenerator<ServerSentEvent, void, void> = ticks) {
  let made: number | undefined;
  let seen = -1;
  let ended = 'running';
  const server = createServer((_request, response) => {
    const isFirst = made === undefined;
    made ??= 0;
    sendEvents(response, isFirst ? counted() : source(), heartbeatMs).then(
      () => {
        ended = isFirst ? 'returned' : ended;
      },
      (error: Error) => response.destroy(error),
    );
  });
  async function* counted(): AsyncGenerator<ServerSentEvent, void, void> {
    for await (const event of source()) {
      made = (made ?? 0) + 1;
      yield event;
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  return {
    url: `http://127.0.0.1:${port}`,
    /** A connection of its own that has asked and does not read. */
    open: () => {
      const reader = connect(port, '127.0.0.1').pause();
      reader.write('GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n');
      return reader;
    },
    made: () => made ?? 0,
    /** Whether no event was made since this was asked last. */
    isStill: () => {
      const isStill = made !== undefined && made > 0 && made === seen;
      seen = made ?? -1;
      return isStill;
    },
    ended: () => ended,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
