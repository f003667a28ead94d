import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { listen } from './listen.ts';

const OPTIONS = { host: '127.0.0.1', port: 0, drainTimeoutMs: 0, unreadable: () => '' };
const REQUEST = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';

async function answers(url: string, requests: readonly number[]): Promise<string[]> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const heard: string[] = [];
  socket.setEncoding('utf8').on('data', (text: string) => heard.push(text));
  socket.on('error', () => socket.destroy());
  for (const restMs of requests) {
    await delay(restMs);
    socket.write(REQUEST);
  }
  await expect.poll(() => heard.length).toBe(requests.length);
  socket.destroy();
  return heard;
}

test('a client that uses its connection for as long as it was told meets no closed one', async () => {
  await using server = await listen((_request, response) => response.end('here'), { ...OPTIONS, keepAliveMs: 1_000 });

  // The last moment of the second that was promised, and well beyond it: the worst that two clocks can make of it.
  const [first, ...later] = await answers(server.url, [0, 1_000, 1_200]);

  expect(first).toContain('Keep-Alive: timeout=1\r\n');
  expect(later).toEqual([expect.stringContaining('here'), expect.stringContaining('here')]);
});

test('an idle connection is kept for longer than proxies keep theirs', async () => {
  await using server = await listen((_request, response) => response.end('here'), OPTIONS);

  const [answer] = await answers(server.url, [0]);

  expect(answer).toContain('Keep-Alive: timeout=65\r\n');
});
