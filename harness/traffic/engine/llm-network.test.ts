import { readFile, writeFile } from 'node:fs/promises';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import {
  openTestNetwork,
  SCENARIO,
  startChatServer,
  upstreamAt,
  writeCassette,
} from '../../testing/traffic/replay-fixture.ts';
import { cassettePath } from '../cassette/cassette-path.ts';

const openai = new OpenAI({ apiKey: 'test', maxRetries: 0 });
const CHAT = 'https://api.openai.com/v1/chat/completions';

async function ask(prompt: string): Promise<string | null | undefined> {
  const messages = [{ role: 'user' as const, content: prompt }];
  const completion = await openai.chat.completions.create({ model: 'gpt-4o', messages });
  return completion.choices[0]?.message.content;
}

describe('replay', () => {
  test('answers in any order, equal requests in the order of recording, and knows the calls', async () => {
    await using directory = await temporaryDirectory();
    const recorded = [
      chatInteraction('a', { answer: 'a1' }),
      chatInteraction('b'),
      chatInteraction('a', { answer: 'a2' }),
    ];
    await writeCassette(directory.path, cassetteOf(...recorded));
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    const answers = [await ask('b'), await ask('a'), await ask('a')];
    const summary = await playback.eject();

    expect(answers).toEqual(['answer to b', 'a1', 'a2']);
    expect(playback.calls).toMatchObject([
      {
        provider: 'openai',
        operation: 'chat',
        model: 'gpt-4o',
        request: { messages: [{ role: 'user', text: 'b' }] },
        outcome: { status: 'answered', text: 'answer to b', finishReason: 'stop' },
      },
      { outcome: { text: 'a1' } },
      { outcome: { text: 'a2' } },
    ]);
    expect(summary).toMatchObject({ replayed: 3, recorded: 0, unplayed: 0, liveCalls: 0, faults: [] });
    expect(summary).toMatchObject({
      cassette: cassettePath(directory.path, SCENARIO.id),
      provenance: { source: 'live' },
    });
  });

  test('answers parallel requests, each with its own recording', async () => {
    await using directory = await temporaryDirectory();
    const prompts = Array.from({ length: 20 }, (_, index) => `p${index}`);
    await writeCassette(directory.path, cassetteOf(...prompts.map((prompt) => chatInteraction(prompt))));
    await using network = await openTestNetwork({ cassettes: directory.path });
    await using _playback = await network.play(SCENARIO);

    const answers = await Promise.all(prompts.map(ask));

    expect(answers).toEqual(prompts.map((prompt) => `answer to ${prompt}`));
  });

  test('takes what was not asked for, and a request too many, for faults', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('a'), chatInteraction('b')));
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    await ask('a');
    await expect(ask('a')).rejects.toThrow('each recording has been played');
    const { unplayed, faults } = await playback.eject();

    expect(unplayed).toBe(1);
    expect(faults).toMatchObject([
      { code: 'unrecorded_request', message: expect.stringContaining('recorded 1 time(s)') },
      { code: 'unplayed_interaction', message: expect.stringContaining('i-b') },
    ]);
  });

  test('answers nothing from a cassette that is not valid, and says what is wrong with it', async () => {
    await using directory = await temporaryDirectory();
    await writeCassette(directory.path, cassetteOf(chatInteraction('a')));
    const path = cassettePath(directory.path, SCENARIO.id);
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -200));
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    await expect(ask('a')).rejects.toThrow('is not valid');
    const { faults, provenance } = await playback.eject();

    expect(faults).toMatchObject([{ code: 'cassette_invalid', message: expect.stringContaining(path) }]);
    expect(provenance).toBeNull();
  });

  test('finds nothing wrong with a scenario that has no cassette and asks nobody', async () => {
    await using directory = await temporaryDirectory();
    await using network = await openTestNetwork({ cassettes: directory.path });

    const summary = await (await network.play(SCENARIO)).eject();

    expect(summary).toEqual({
      cassette: null,
      provenance: null,
      replayed: 0,
      recorded: 0,
      unplayed: 0,
      liveCalls: 0,
      faults: [],
      matches: [],
    });
  });

  test('plays one scenario at a time, in one network', async () => {
    await using directory = await temporaryDirectory();
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    await expect(network.play({ id: 'other', title: '' })).rejects.toMatchObject({ code: 'PARITY_LLM_NETWORK_BUSY' });
    await expect(openTestNetwork({ cassettes: directory.path })).rejects.toMatchObject({
      code: 'PARITY_LLM_NETWORK_BUSY',
    });
    await playback.eject();
    await expect(network.play({ id: '../x', title: '' })).rejects.toMatchObject({ code: 'PARITY_SCENARIO_ID_INVALID' });
    await expect(network.play({ id: 'other', title: '' })).resolves.toBeDefined();
  });

  test('refuses requests outside a scenario', async () => {
    await using directory = await temporaryDirectory();
    await using _network = await openTestNetwork({ cassettes: directory.path });

    const response = await fetch(CHAT, { method: 'POST', body: '{}' });

    expect(response.status).toBe(599);
    await expect(response.text()).resolves.toContain('outside a scenario');
  });

  test('cuts off an answer that nobody reads to its end, and does not wait for it longer than a second', async () => {
    await using directory = await temporaryDirectory();
    const interaction = chatInteraction('a');
    await writeCassette(directory.path, cassetteOf(interaction));
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);
    const body = JSON.stringify({ model: 'gpt-4o', messages: [{ role: 'user', content: 'a' }] });
    const response = await fetch(CHAT, { method: 'POST', body, signal: AbortSignal.timeout(5000) });

    const { faults } = await playback.eject();

    expect(response.status).toBe(200);
    expect(faults).toEqual([]);
  });
});

test('live asks the upstream for everything and writes nothing', async () => {
  await using directory = await temporaryDirectory();
  await using upstream = await startChatServer();
  await writeCassette(directory.path, cassetteOf(chatInteraction('a')));
  await using network = await openTestNetwork({
    cassettes: directory.path,
    mode: 'live',
    upstream: upstreamAt(upstream),
  });
  const playback = await network.play(SCENARIO);

  const answer = await ask('a');
  const summary = await playback.eject();

  expect(answer).toBe('a!');
  expect(summary).toMatchObject({ cassette: null, replayed: 0, recorded: 0, liveCalls: 1, faults: [] });
});
