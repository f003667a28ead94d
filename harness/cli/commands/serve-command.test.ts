import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { WriteStream } from 'node:tty';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { SCENARIO, writeCassette } from '../../testing/traffic/replay-fixture.ts';
import type { Interaction } from '../../traffic/cassette/cassette.ts';
import { cassettePath } from '../../traffic/cassette/cassette-path.ts';
import { loadCassette } from '../../traffic/cassette/load-cassette.ts';
import { runCommand } from '../program.ts';

function serving(cwd: string, ...argv: readonly string[]) {
  const [stdout, stderr] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })];
  const interruption = new AbortController();
  const exitCode = runCommand({
    env: {},
    cwd,
    stdout: stdout as unknown as WriteStream,
    stderr: stderr as unknown as WriteStream,
    now: () => new Date('2026-11-24T10:00:00.000Z'),
    newRunId: () => 'test-run',
    signal: interruption.signal,
    argv: ['serve', '--cassettes', '.', '--port', '0', ...argv],
  });
  return { stdout, stderr, interrupt: () => interruption.abort(), exitCode };
}

async function nextText(stream: PassThrough): Promise<string> {
  for (;;) {
    const text: unknown = stream.read();
    if (typeof text === 'string') {
      return text;
    }
    await delay(5);
  }
}

function askAt(baseUrl: string, content: string): Promise<Response> {
  const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
  return fetch(`${baseUrl}/chat/completions`, { method: 'POST', body });
}

test('parity serve says where it listens, answers until it is interrupted, and sums up', async () => {
  await using directory = await temporaryDirectory();
  await writeCassette(directory.path, cassetteOf(chatInteraction('hi')));
  const command = serving(directory.path, '--scenario', SCENARIO.id, '--json');

  const start = JSON.parse(await nextText(command.stdout));
  const response = await askAt(start.baseUrls.openai, 'hi');
  await response.text();
  command.interrupt();
  const exitCode = await command.exitCode;
  const end = JSON.parse(await nextText(command.stdout));

  expect(response.status).toBe(200);
  expect(exitCode).toBe(0);
  expect(end).toMatchObject({
    schema: 'ultra-parity/served/v1',
    playbacks: [{ scenario: SCENARIO.id, summary: { replayed: 1, faults: [] } }],
  });
});

test('parity serve is inconclusive when something was asked that is on no cassette', async () => {
  await using directory = await temporaryDirectory();
  await writeCassette(directory.path, cassetteOf(chatInteraction('hi')));
  const command = serving(directory.path, '--scenario', SCENARIO.id);

  const [, baseUrl = ''] = /OPENAI_BASE_URL=(\S+)/.exec(await nextText(command.stdout)) ?? [];
  const response = await askAt(baseUrl, 'other');
  command.interrupt();
  const exitCode = await command.exitCode;

  expect(response.status).toBe(599);
  expect(exitCode).toBe(2);
  expect(await nextText(command.stdout)).toContain('unrecorded_request');
});

test('parity serve refuses a port that is none', async () => {
  await using directory = await temporaryDirectory();
  const command = serving(directory.path, '--port', 'http');

  expect(await command.exitCode).toBe(64);
  expect(await nextText(command.stderr)).toContain('65535');
});

test('parity serve records what is missing, from the stand-in', async () => {
  await using directory = await temporaryDirectory();
  const options = ['--llm', 'record-missing', '--upstream', 'stand-in', '--scenario', SCENARIO.id, '--json'];
  const command = serving(directory.path, ...options);

  const start = JSON.parse(await nextText(command.stdout));
  const response = await askAt(start.baseUrls.openai, 'hi');
  await response.text();
  command.interrupt();
  const exitCode = await command.exitCode;
  const cassette = await loadCassette(cassettePath(directory.path, SCENARIO.id));

  expect(response.status).toBe(200);
  expect(exitCode).toBe(0);
  expect(cassette).toMatchObject({ provenance: { source: 'stand-in' }, interactions: [{ response: { status: 200 } }] });
});

test('parity serve counts a playback that a client ended, and understands a compressed request', async () => {
  await using directory = await temporaryDirectory();
  await writeCassette(directory.path, cassetteOf(chatInteraction('hi'), chatInteraction('left')));
  const command = serving(directory.path, '--json');
  const start = JSON.parse(await nextText(command.stdout));
  const opened = await fetch(`${start.control}/scenarios/${SCENARIO.id}`, { method: 'POST' });
  const playback = JSON.parse(await opened.text());

  const response = await fetch(`${playback.baseUrls.openai}/chat/completions`, {
    method: 'POST',
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'hi' }] })),
  });
  await response.text();
  await fetch(playback.end, { method: 'DELETE' });
  command.interrupt();
  const exitCode = await command.exitCode;

  expect(response.status).toBe(200);
  expect(exitCode).toBe(2);
  expect(JSON.parse(await nextText(command.stdout))).toMatchObject({
    playbacks: [{ scenario: SCENARIO.id, summary: { replayed: 1, unplayed: 1 } }],
  });
});

test('parity serve keeps the recorded pace when it is asked for', async () => {
  await using directory = await temporaryDirectory();
  await writeCassette(
    directory.path,
    cassetteOf({ ...chatInteraction('hi'), chunks: paced(chatInteraction('hi'), 400) }),
  );
  const command = serving(directory.path, '--scenario', SCENARIO.id, '--pace', '2', '--json');
  const start = JSON.parse(await nextText(command.stdout));

  const began = performance.now();
  await (await askAt(start.baseUrls.openai, 'hi')).text();
  const took = performance.now() - began;
  command.interrupt();
  await command.exitCode;

  expect(took).toBeGreaterThan(190);
});

function paced({ chunks }: Interaction, dtMs: number): Interaction['chunks'] {
  return chunks.map(([, length]) => [dtMs, length]);
}
