import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { openRecording, openTestNetwork, SCENARIO, startServer } from '../../testing/traffic/replay-fixture.ts';
import { cassettePath } from '../cassette/cassette-path.ts';
import { loadCassette } from '../cassette/load-cassette.ts';

const CHAT = 'https://api.openai.com/v1/chat/completions';

test('keeps that the caller went away before an answer began, and a replay is as silent', async () => {
  await using directory = await temporaryDirectory();
  const asked = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  await using upstream = await startServer((_request, response) => {
    response.once('close', closed.resolve);
    asked.resolve();
  });
  const network = await openRecording(directory.path, upstream);
  const playback = await network.play(SCENARIO);
  const abort = new AbortController();

  const waiting = fetch(CHAT, { method: 'POST', body: '{}', signal: abort.signal });
  await asked.promise;
  abort.abort();

  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await closed.promise;
  await expect(playback.eject()).resolves.toMatchObject({ recorded: 1, faults: [] });
  await network[Symbol.asyncDispose]();
  const cassette = await loadCassette(cassettePath(directory.path, SCENARIO.id));
  expect(cassette.interactions).toMatchObject([{ response: { status: 0 }, chunks: [], end: 'abandoned' }]);
  await using replaying = await openTestNetwork({ cassettes: directory.path });
  const replay = await replaying.play(SCENARIO);
  const abortAgain = new AbortController();
  const again = fetch(CHAT, { method: 'POST', body: '{}', signal: abortAgain.signal });
  await expect.poll(() => replay.calls.length).toBe(1);
  abortAgain.abort();
  await expect(again).rejects.toMatchObject({ name: 'AbortError' });
  await expect(replay.eject()).resolves.toMatchObject({ replayed: 1, faults: [] });
  expect([playback, replay].flatMap(({ calls }) => calls.map(({ outcome }) => outcome))).toEqual([
    { status: 'aborted' },
    { status: 'aborted' },
  ]);
});
