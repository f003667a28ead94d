import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../../testing/traffic/cassette-fixture.ts';
import { openTestNetwork, SCENARIO, writeCassette } from '../../../testing/traffic/replay-fixture.ts';
import { encodeBody } from '../../cassette/body-codec.ts';
import type { Interaction } from '../../cassette/cassette.ts';

const URL_OF_CHAT = 'https://api.openai.com/v1/chat/completions';
const capturedFetch = globalThis.fetch;

function requestOf(prompt: string): RequestInit {
  const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: prompt }] });
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body };
}

function answering(prompt: string, response: Interaction['response'], chunks: Interaction['chunks']): Interaction {
  return { ...chatInteraction(prompt), response, chunks };
}

const EMPTY = { kind: 'empty' } as const;
const LARGE = Buffer.alloc(300_000, 'large ');

async function playing(...interactions: readonly Interaction[]) {
  await using opened = new AsyncDisposableStack();
  const directory = opened.use(await temporaryDirectory());
  await writeCassette(directory.path, cassetteOf(...interactions));
  const network = opened.use(await openTestNetwork({ cassettes: directory.path }));
  const playback = opened.use(await network.play(SCENARIO));
  const owned = opened.move();
  return { playback, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

describe('an answer without a socket', () => {
  test('has the status, the headers and the bytes of the recording, also for a fetch that was captured before', async () => {
    const headers = { 'content-type': 'application/json', 'x-request-id': 'req_1', 'retry-after': '2' };
    await using network = await playing(
      answering('a', { status: 429, headers, body: encodeBody(Buffer.from('{"a":1}')) }, [[0, 7]]),
    );

    const response = await capturedFetch(URL_OF_CHAT, requestOf('a'));

    expect(response.status).toBe(429);
    expect(Object.fromEntries(response.headers)).toMatchObject(headers);
    await expect(response.text()).resolves.toBe('{"a":1}');
    expect(network.playback.calls).toMatchObject([{ outcome: { status: 'refused', httpStatus: 429 } }]);
  });

  test('may have no body', async () => {
    await using _network = await playing(answering('a', { status: 204, headers: {}, body: EMPTY }, []));

    const response = await fetch(URL_OF_CHAT, requestOf('a'));

    expect(response.status).toBe(204);
    expect(response.body).toBeNull();
  });

  test('waits for a slow reader, and then goes on', async () => {
    const chunks = Array.from({ length: 30 }, () => [0, 10_000] as const);
    await using _network = await playing(answering('a', { status: 200, headers: {}, body: encodeBody(LARGE) }, chunks));

    const response = await fetch(URL_OF_CHAT, requestOf('a'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    const bytes = await response.bytes();

    expect(Buffer.from(bytes).equals(LARGE)).toBe(true);
  });

  test('is broken off by the signal of the caller, before the answer and within it', async () => {
    const chunks = Array.from({ length: 30 }, () => [0, 10_000] as const);
    await using network = await playing(
      answering('a', { status: 200, headers: {}, body: encodeBody(LARGE) }, chunks),
      chatInteraction('b'),
    );
    const [within, before] = [new AbortController(), new AbortController()];

    const response = await fetch(URL_OF_CHAT, { ...requestOf('a'), signal: within.signal });
    within.abort();
    const early = fetch(URL_OF_CHAT, { ...requestOf('b'), signal: before.signal });
    before.abort();

    await expect(response.text()).rejects.toMatchObject({ name: 'AbortError' });
    await expect(early).rejects.toMatchObject({ name: 'AbortError' });
    expect(network.playback.calls[0]).toMatchObject({ outcome: { status: 'aborted' } });
  });

  test('is a refusal when nothing fits, which no SDK tries again', async () => {
    await using network = await playing(chatInteraction('a'));
    const openai = new OpenAI({ apiKey: 'test' });

    const asking = openai.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: 'other' }] });

    await expect(asking).rejects.toMatchObject({ status: 599 });
    expect(network.playback.calls).toHaveLength(1);
  });
});
