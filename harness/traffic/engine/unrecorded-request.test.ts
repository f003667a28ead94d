import { execFile } from 'node:child_process';
import { inspect, promisify } from 'node:util';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenerativeAI } from '@google/generative-ai';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { openTestNetwork, SCENARIO, writeCassette } from '../../testing/traffic/replay-fixture.ts';

// Built before any network is opened, as a server builds them at its start.
const openai = new OpenAI({ apiKey: 'test' });
const anthropic = new Anthropic({ apiKey: 'test' });
const gemini = new GoogleGenerativeAI('test').getGenerativeModel({ model: 'gemini-x' });

function ask(prompt: string) {
  return openai.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content: prompt }] });
}

describe('a request that was not recorded', () => {
  test.each([
    ['openai', () => ask('unknown')],
    [
      'anthropic',
      () =>
        anthropic.messages.create({ model: 'claude', max_tokens: 9, messages: [{ role: 'user', content: 'unknown' }] }),
    ],
    ['google', () => gemini.generateContent('unknown')],
  ])('is made once by the %s SDK, which shows why', async (provider, send) => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('known')));
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    const error: unknown = await send().catch((cause: unknown) => cause);
    await playback.eject();

    expect(error).toMatchObject({
      status: 599,
      message: expect.stringContaining('No recorded interaction of'),
    });
    expect(playback.calls).toMatchObject([{ provider, outcome: { status: 'unrecorded' } }]);
    expect(['test', 'another'].map((key) => playback.calls[0]?.isMadeWith?.(key))).toEqual([true, false]);
    expect(inspect(playback.calls, { depth: null })).not.toContain("'test'");
    expect(playback.faults).toMatchObject([
      {
        code: 'unrecorded_request',
        message: expect.stringContaining('interaction i-known'),
        hint: expect.stringContaining('npx parity record --scenario area/case'),
      },
      { code: 'unplayed_interaction' },
    ]);
  });

  test('is not printed, and no key is in what is said about it', async () => {
    await using directory = await temporaryDirectory();
    const script = `
      const { openLlmNetwork } = await import('./harness/traffic/engine/llm-network.ts');
      await using network = await openLlmNetwork({ mode: 'replay', cassettes: ${JSON.stringify(directory.path)},
        upstream: { source: 'live' }, now: () => new Date(), knownSecrets: ['known-secret-value'] });
      const playback = await network.play({ id: 'a', title: 'a' });
      const response = await fetch('https://api.openai.com/v1/chat/completions?key=query-secret-value', {
        method: 'POST', headers: { authorization: 'Bearer header-secret-value' }, body: '{"messages":"known-secret-value"}' });
      const said = JSON.stringify([await response.text(), (await playback.eject()).faults]);
      process.exitCode = /(query|header|known)-secret-value/.test(said) ? 3 : 0;`;

    const run = await promisify(execFile)(process.execPath, ['--input-type=module-typescript', '-e', script]);

    expect(run).toMatchObject({ stdout: '', stderr: '' });
  });

  test('is a fault even when the server hides it', async () => {
    await using directory = await temporaryDirectory();
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    await fetch('https://api.openai.com/v1/models').then((response) => response.text());
    const { faults } = await playback.eject();

    expect(faults).toMatchObject([
      { code: 'unrecorded_request', message: expect.stringContaining('There is no cassette') },
    ]);
  });
});
