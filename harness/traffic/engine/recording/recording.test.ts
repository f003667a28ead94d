import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../../base/temporary-directory.ts';
import manifest from '../../../package.json' with { type: 'json' };
import { cassetteOf, chatInteraction } from '../../../testing/traffic/cassette-fixture.ts';
import {
  asWritten,
  openRecording,
  openTestNetwork,
  SCENARIO,
  startChatServer,
  startServer,
  upstreamAt,
  writeCassette,
} from '../../../testing/traffic/replay-fixture.ts';
import { cassettePath } from '../../cassette/cassette-path.ts';
import { loadCassette } from '../../cassette/load-cassette.ts';

const openai = new OpenAI({ apiKey: 'test', maxRetries: 0 });
const CHAT = 'https://api.openai.com/v1/chat/completions';

async function ask(prompt: string): Promise<string | null | undefined> {
  const messages = [{ role: 'user' as const, content: prompt }];
  const completion = await openai.chat.completions.create({ model: 'gpt-4o', messages });
  return completion.choices[0]?.message.content;
}

describe('recording', () => {
  test('writes what was said, and a replay says the same', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startChatServer();
    const options = { cassettes: directory.path, upstream: upstreamAt(upstream) };
    const path = cassettePath(directory.path, SCENARIO.id);

    const recorder = await openTestNetwork({ ...options, mode: 'record-all' });
    const recording = await recorder.play(SCENARIO);
    const said = [await ask('one'), await ask('two')];
    const recorded = await recording.eject();
    await recorder[Symbol.asyncDispose]();
    await using player = await openTestNetwork(options);
    const playback = await player.play(SCENARIO);
    const repeated = [await ask('one'), await ask('two')];
    const replayed = await playback.eject();

    expect(recorded).toMatchObject({ cassette: path, replayed: 0, recorded: 2, liveCalls: 2, faults: [] });
    expect(replayed).toMatchObject({ cassette: path, replayed: 2, recorded: 0, liveCalls: 0, faults: [] });
    expect(repeated).toEqual(said);
    expect(asWritten(playback.calls)).toEqual(asWritten(recording.calls));
    expect(replayed.provenance).toEqual({
      recordedAt: '2026-01-02T03:04:05.000Z',
      source: 'stand-in',
      upstream: 'test server',
      recorder: `ultra-parity/${manifest.version}`,
      sdk: { openai: manifest.devDependencies.openai },
    });
    expect(upstream.requests).toHaveLength(2);
  });

  test('keeps neither credentials, nor cookies, nor what compression did', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startServer((_request, response) => {
      response.setHeader('content-type', 'text/plain').setHeader('content-encoding', 'gzip');
      response.setHeader('set-cookie', 'session=cookie-value').setHeader('openai-organization', 'org-value');
      response.end(gzipSync('plain text'));
    });
    await using network = await openRecording(directory.path, upstream);
    const playback = await network.play(SCENARIO);

    const headers = { authorization: 'Bearer credential-value', 'x-api-key': 'credential-value' };
    const answer = await fetch('https://api.openai.com/v1/files?key=credential-value&page=1', { headers });
    const body = await answer.text();
    await playback.eject();
    const file = await readFile(cassettePath(directory.path, SCENARIO.id), 'utf8');

    expect(body).toBe('plain text');
    expect(file).not.toMatch(/(?:credential|cookie|org)-value|content-encoding/);
    const [{ request, response }] = JSON.parse(file).interactions;
    expect(request.url).toBe('https://api.openai.com/v1/files?page=1');
    expect(response).toMatchObject({ encoding: 'gzip', body: { text: 'plain text' } });
    expect(upstream.requests[0]).toContain('key=credential-value');
  });

  test('asks only for what is missing, and keeps what was there', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startChatServer();
    await writeCassette(directory.path, cassetteOf(chatInteraction('old'), chatInteraction('unasked')));
    await using network = await openTestNetwork({
      cassettes: directory.path,
      mode: 'record-missing',
      upstream: upstreamAt(upstream),
    });
    const playback = await network.play(SCENARIO);

    const answers = [await ask('old'), await ask('new'), await ask('old')];
    const summary = await playback.eject();
    const cassette = await loadCassette(cassettePath(directory.path, SCENARIO.id));

    expect(answers).toEqual(['answer to old', 'new!', 'old!']);
    expect(summary).toMatchObject({
      replayed: 1,
      recorded: 2,
      liveCalls: 2,
      faults: [],
      provenance: { source: 'stand-in' },
    });
    expect(cassette.interactions).toHaveLength(4);
    expect(cassette.provenance.upstream).toBe('https://api.openai.com, test server');
  });

  test('records an error that the provider answered with', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startServer((_request, response) => {
      response
        .writeHead(429, { 'content-type': 'application/json', 'retry-after': '7' })
        .end('{"error":{"message":"slow"}}');
    });
    const options = { cassettes: directory.path, upstream: upstreamAt(upstream) };
    const recorder = await openTestNetwork({ ...options, mode: 'record-all' });
    const recording = await recorder.play(SCENARIO);
    await expect(ask('a')).rejects.toMatchObject({ status: 429 });
    await recording.eject();
    await recorder[Symbol.asyncDispose]();
    await using player = await openTestNetwork(options);
    const playback = await player.play(SCENARIO);

    const error: unknown = await ask('a').catch((cause: unknown) => cause);

    expect(error).toMatchObject({ status: 429, message: '429 slow', headers: expect.any(Headers) });
    expect((error as { headers: Headers }).headers.get('retry-after')).toBe('7');
    expect(playback.calls).toMatchObject([{ outcome: { status: 'refused', httpStatus: 429 } }]);
  });

  test.each<[string, (response: ServerResponse) => void]>([
    [
      'breaks off',
      (response) => {
        response.write('{"choices":');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ['never begins', (response) => response.destroy()],
    ['ends too early', (response) => response.end('{"choi')],
  ])('leaves the old cassette as it was when an answer %s', async (_name, misbehave) => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('old')));
    const path = cassettePath(directory.path, SCENARIO.id);
    const before = await readFile(path, 'utf8');
    await using upstream = await startServer((_request, response) => misbehave(response));
    await using network = await openRecording(directory.path, upstream);
    const playback = await network.play(SCENARIO);

    await expect(ask('a')).rejects.toThrow();
    const summary = await playback.eject();

    expect(summary).toMatchObject({ recorded: 0, liveCalls: 1, faults: [{ code: 'unrecorded_request' }] });
    expect(playback.calls).toMatchObject([{ outcome: { status: 'broken' } }]);
    await expect(readFile(path, 'utf8')).resolves.toBe(before);
  });

  test('writes nothing when it is disposed of without being ejected', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startChatServer();
    const network = await openRecording(directory.path, upstream);
    await network.play(SCENARIO);

    await ask('a');
    await network[Symbol.asyncDispose]();

    await expect(loadCassette(cassettePath(directory.path, SCENARIO.id))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('refuses to write a secret', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startChatServer();
    await using network = await openTestNetwork({
      cassettes: directory.path,
      mode: 'record-all',
      upstream: upstreamAt(upstream),
      knownSecrets: ['a-known-secret'],
    });
    const playback = await network.play(SCENARIO);
    await ask('tell a-known-secret');

    const ejection = playback.eject();

    await expect(ejection).rejects.toMatchObject({
      code: 'PARITY_SECRET_IN_CASSETTE',
      places: expect.arrayContaining([
        expect.objectContaining({
          pointer: '/interactions/0/response/body/json/choices/0/message/content',
          rule: 'known-secret',
        }),
      ]),
    });
    await expect(loadCassette(cassettePath(directory.path, SCENARIO.id))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('refuses hosts that the configuration does not list', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startChatServer();
    await using network = await openRecording(directory.path, upstream);
    await using playback = await network.play(SCENARIO);

    const response = await fetch('https://example.com/');

    expect(response.status).toBe(599);
    expect(playback.faults).toMatchObject([{ message: expect.stringContaining('does not list example.com') }]);
    expect(upstream.requests).toEqual([]);
  });

  test('passes it on when the caller goes away, and a replay stops at the same place', async () => {
    await using directory = await temporaryDirectory();
    const { promise: isClosed, resolve } = Promise.withResolvers<boolean>();
    await using upstream = await startServer((_request, response) => {
      response.once('close', () => resolve(!response.writableFinished));
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: {}\n\n');
    });
    const network = await openRecording(directory.path, upstream);
    const playback = await network.play(SCENARIO);
    const abort = new AbortController();

    const response = await fetch(CHAT, { method: 'POST', body: '{"stream":true}', signal: abort.signal });
    await response.body?.getReader().read();
    abort.abort();

    await expect(isClosed).resolves.toBe(true);
    await expect(playback.eject()).resolves.toMatchObject({ recorded: 1, faults: [] });
    expect(playback.calls).toMatchObject([{ outcome: { status: 'aborted' } }]);
    await network[Symbol.asyncDispose]();
    await using replaying = await openTestNetwork({ cassettes: directory.path });
    const replay = await replaying.play(SCENARIO);
    const again = new AbortController();
    const replayed = await fetch(CHAT, { method: 'POST', body: '{"stream":true}', signal: again.signal });
    const reader = replayed.body?.getReader();
    const first = await reader?.read();
    again.abort();

    expect(Buffer.from(first?.value ?? []).toString()).toBe('data: {}\n\n');
    await expect(reader?.read()).rejects.toMatchObject({ name: 'AbortError' });
    await expect(replay.eject()).resolves.toMatchObject({ replayed: 1, faults: [] });
    expect(replay.calls).toMatchObject([{ outcome: { status: 'aborted' } }]);
  });
});
