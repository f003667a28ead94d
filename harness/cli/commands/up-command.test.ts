import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { WriteStream } from 'node:tty';
import { expect, test } from 'vitest';
import { runCommand } from '../program.ts';

const GUESTBOOK = join(import.meta.dirname, '../../../examples/guestbook');

function up(...argv: readonly string[]) {
  const [stdout, stderr] = [new PassThrough({ encoding: 'utf8' }), new PassThrough({ encoding: 'utf8' })];
  const interruption = new AbortController();
  const exitCode = runCommand({
    env: {},
    cwd: GUESTBOOK,
    stdout: stdout as unknown as WriteStream,
    stderr: stderr as unknown as WriteStream,
    now: () => new Date('2026-11-24T10:00:00.000Z'),
    newRunId: () => 'test-run',
    signal: interruption.signal,
    argv: ['up', ...argv],
  });
  return { stdout, stderr, interrupt: () => interruption.abort(), exitCode };
}

async function textUntil(stream: PassThrough, end: string): Promise<string> {
  let text = '';
  while (!text.includes(end)) {
    text += stream.read() ?? '';
    await delay(5);
  }
  return text;
}

test('parity up starts the first target that is not the reference, and answers for the models until Ctrl-C', async () => {
  const command = up();

  const said = await textUntil(command.stdout, 'Ctrl-C');
  const [, url = ''] = /file listens at (\S+);/.exec(said) ?? [];
  const body = JSON.stringify({ guest: 'Ada', text: 'Hello' });
  const written = await fetch(`${url}/entries`, { method: 'POST', body });
  const answer: unknown = await written.json();
  command.interrupt();
  const exitCode = await command.exitCode;

  expect(said).toContain('a stand-in answer');
  expect(written.status).toBe(201);
  expect(answer).toMatchObject({ entry: { guest: 'Ada' }, greeting: expect.stringMatching(/./) });
  expect(exitCode).toBe(0);
  await expect(fetch(`${url}/entries`)).rejects.toThrow('fetch failed');
});

test('parity up starts the target that is named', async () => {
  const command = up('--target', 'memory');

  const said = await textUntil(command.stdout, 'Ctrl-C');
  command.interrupt();

  expect(said).toContain('memory listens at http://127.0.0.1:');
  expect(said).toContain('scripted doubles');
  await expect(command.exitCode).resolves.toBe(0);
});

test('parity up knows no target that the configuration does not have', async () => {
  const command = up('--target', 'moon');

  const exitCode = await command.exitCode;

  expect(exitCode).toBe(64);
  expect(command.stderr.read()).toContain('PARITY_UNKNOWN_TARGET');
});
