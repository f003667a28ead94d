import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../../testing/traffic/cassette-fixture.ts';
import { openTestNetwork, SCENARIO, writeCassette } from '../../../testing/traffic/replay-fixture.ts';
import { encodeBody } from '../../cassette/body-codec.ts';
import type { Interaction } from '../../cassette/cassette.ts';

const URL_OF_CHAT = 'https://api.openai.com/v1/chat/completions';

function streamed(pieces: readonly string[], changes: Partial<Interaction> = {}): Interaction {
  const interaction = chatInteraction('stream');
  const body = { model: 'gpt-4o', messages: [{ role: 'user', content: 'stream' }], stream: true };
  return {
    ...interaction,
    request: { ...interaction.request, body: encodeBody(Buffer.from(JSON.stringify(body))) },
    response: {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: encodeBody(Buffer.from(pieces.join(''))),
    },
    chunks: pieces.map((piece) => [5, Buffer.byteLength(piece)] as const),
    ...changes,
  };
}

function fetchStream(): Promise<Response> {
  const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'stream' }], stream: true });
  return fetch(URL_OF_CHAT, { method: 'POST', body });
}

describe('a replayed stream', () => {
  const pieces = [
    'data: {"a":',
    '1}\n\nda',
    'ta: {"a":2}\n\n',
    ...Array.from({ length: 50 }, (_, i) => `data: {"n":${i}}\n\n`),
  ];

  test('arrives in the recorded pieces, byte for byte', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(streamed(pieces)));
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using _playback = await network.play(SCENARIO);

    const response = await fetchStream();
    const received: string[] = [];
    for await (const piece of response.body ?? []) {
      received.push(Buffer.from(piece).toString());
    }

    expect(received).toEqual(pieces);
  });

  test('fails where the recorded connection broke, and does not look like an end', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(streamed(pieces.slice(0, 3), { end: 'reset' })));
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using playback = await network.play(SCENARIO);

    const reading = fetchStream().then((response) => response.text());

    await expect(reading).rejects.toThrow('terminated');
    expect(playback.calls).toMatchObject([{ outcome: { status: 'broken' } }]);
  });

  test('stops when its reader goes away, and the call is aborted', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(streamed(pieces)));
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    const response = await fetchStream();
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await playback.eject();

    expect(playback.calls).toMatchObject([{ outcome: { status: 'aborted' } }]);
  });
});
