import OpenAI from 'openai';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { SCENARIO, writeCassette } from '../../testing/traffic/replay-fixture.ts';
import { NOT_BEGUN } from '../cassette/cassette.ts';
import { openGateway } from './gateway.ts';

test('is as silent as the recorded provider until the client goes away', async () => {
  await using directory = await temporaryDirectory();
  const response = { status: NOT_BEGUN, headers: {}, body: { kind: 'empty' as const } };
  const asked = chatInteraction('hi');
  await writeCassette(directory.path, cassetteOf({ ...asked, response, chunks: [], end: 'abandoned' }));
  await using gateway = await openGateway({
    ...{ cassettes: directory.path, mode: 'replay', upstream: { source: 'live' } },
    ...{ now: () => new Date(0), knownSecrets: [], newToken: () => 't1' },
  });
  const playback = await gateway.play(SCENARIO);
  const client = new OpenAI({ apiKey: 'test', baseURL: playback.baseUrls.openai, maxRetries: 0 });
  const abort = new AbortController();

  const question = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'hi' }] };
  const asking = client.chat.completions.create(question, { signal: abort.signal });
  await expect.poll(() => playback.calls.length).toBe(1);
  abort.abort();

  await expect(asking).rejects.toThrow('Request was aborted');
  await expect(playback.eject()).resolves.toMatchObject({ replayed: 1, unplayed: 0, faults: [] });
  expect(playback.calls).toMatchObject([{ outcome: { status: 'aborted' } }]);
});
