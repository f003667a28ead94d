import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenerativeAI } from '@google/generative-ai';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { startChatServer, startServer, upstreamAt } from '../../testing/traffic/replay-fixture.ts';
import { recordedStream } from '../../testing/traffic/sdk-fixture.ts';
import { STREAMS } from '../../testing/traffic/stream-fixture.ts';
import type { Cassette, Interaction } from '../cassette/cassette.ts';
import { cassettePath } from '../cassette/cassette-path.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { saveCassette } from '../cassette/save-cassette.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { type GatewayOptions, openGateway } from './gateway.ts';

const SCENARIO = { id: 'area/case', title: 'a case' };

async function openTestGateway(options: Pick<GatewayOptions, 'cassettes'> & Partial<GatewayOptions>) {
  let tokens = 0;
  return await openGateway({
    mode: 'replay',
    upstream: { source: 'live' },
    now: () => new Date('2026-01-02T03:04:05.000Z'),
    knownSecrets: [],
    newToken: () => {
      tokens += 1;
      return `t${tokens}`;
    },
    ...options,
  });
}

async function write(directory: string, { id }: { readonly id: string }, cassette: Cassette): Promise<void> {
  const path = cassettePath(directory, id);
  await saveCassette(
    path,
    { ...cassette, scenario: { id, title: id } },
    { firewall: createFirewall({ knownSecrets: [] }) },
  );
}

function streamNamed(name: string): Interaction {
  const sample = STREAMS.find((stream) => stream.name === name);
  if (sample === undefined) {
    throw new TypeError(name);
  }
  return recordedStream(sample);
}

function openaiAt(baseURL: string, headers: Record<string, string> = {}) {
  return new OpenAI({ apiKey: 'test', baseURL, defaultHeaders: headers });
}

async function ask(client: OpenAI, content: string) {
  const completion = await client.chat.completions.create({ model: 'gpt-4o', messages: [{ role: 'user', content }] });
  return completion.choices[0]?.message.content;
}

test('a listed upstream has a URL of its own, and what is sent there is told', async () => {
  await using directory = await temporaryDirectory();
  await using server = await startServer((_request, response) => response.end('paid'));
  const upstreams = { [server.url]: 'http' as const, 'https://sqs.*.amazonaws.com': 'http' as const };
  await using gateway = await openTestGateway({ cassettes: directory.path, mode: 'record-all', upstreams });
  const recording = await gateway.play(SCENARIO);

  const response = await fetch(`${recording.upstreamUrls[server.url]}/v1/charges?a=1`, { method: 'POST', body: 'x' });
  const text = await response.text();
  const { faults } = await recording.eject();

  expect(text).toBe('paid');
  expect(faults).toEqual([]);
  expect(Object.keys(recording.upstreamUrls)).toEqual([server.url]);
  expect(recording.outgoing).toMatchObject([
    { method: 'POST', url: `${server.url}/v1/charges?a=1`, body: 'x', outcome: { status: 'answered', body: 'paid' } },
  ]);
});

test('a host that is not listed is refused with the line to add', async () => {
  await using directory = await temporaryDirectory();
  await using gateway = await openTestGateway({ cassettes: directory.path });
  await using playback = await gateway.play(SCENARIO);

  const base = playback.baseUrls.openai.replace('/openai/v1', '');
  const response = await fetch(`${base}/upstream/https/api.stripe.com/v1/charges`);

  expect(response.status).toBe(599);
  expect(await response.text()).toContain("upstreams: { 'https://api.stripe.com': 'http' }");
});

describe('the gateway', () => {
  test('streams to the SDK of each provider, which was pointed at it', async () => {
    await using directory = await temporaryDirectory();
    const names = ['OpenAI chat', 'OpenAI Responses', 'Anthropic messages', 'Google streamGenerateContent'];
    await write(directory.path, SCENARIO, cassetteOf(...names.map(streamNamed)));
    await using gateway = await openTestGateway({ cassettes: directory.path });
    const playback = await gateway.play(SCENARIO);
    const openai = openaiAt(playback.baseUrls.openai);
    const anthropic = new Anthropic({ apiKey: 'test', baseURL: playback.baseUrls.anthropic });
    const gemini = new GoogleGenerativeAI('test').getGenerativeModel(
      { model: 'gemini-x' },
      { baseUrl: playback.baseUrls.google },
    );
    const messages = [{ role: 'user' as const, content: 'Say hé' }];

    const chat: string[] = [];
    for await (const chunk of await openai.chat.completions.create({ model: 'gpt-4o', messages, stream: true })) {
      chat.push(chunk.choices[0]?.delta.content ?? '');
    }
    const events: string[] = [];
    for await (const event of await openai.responses.create({ model: 'gpt-4o', input: 'Say hé', stream: true })) {
      events.push(event.type);
    }
    const said = await anthropic.messages.stream({ model: 'claude', max_tokens: 9, messages }).finalText();
    const answer = await (await gemini.generateContentStream('Say hé')).response;
    const summary = await playback.eject();

    expect(chat.join('')).toBe('hé');
    expect(events.at(-1)).toBe('response.completed');
    expect(said).toBe('hé');
    expect(answer.text()).toBe('hé');
    expect(summary).toMatchObject({ replayed: 4, unplayed: 0, faults: [] });
    expect(playback.calls.map((call) => call.isMadeWith?.('test'))).toEqual([true, true, true, true]);
  });

  test('sends the pieces as they were recorded', async () => {
    await using directory = await temporaryDirectory();
    const interaction = streamNamed('OpenAI chat');
    const [first = 0, second = 0] = [10, 200];
    const total = interaction.chunks.reduce((sum, [, length]) => sum + length, 0);
    const chunks = [first, second, total - first - second].map((length) => [0, length] as const);
    await write(directory.path, SCENARIO, cassetteOf({ ...interaction, chunks }));
    await using gateway = await openTestGateway({ cassettes: directory.path });
    await using playback = await gateway.play(SCENARIO);

    const body = JSON.stringify(STREAMS[0]?.request);
    const response = await fetch(`${playback.baseUrls.openai}/chat/completions`, { method: 'POST', body });
    const lengths: number[] = [];
    for await (const piece of response.body ?? []) {
      lengths.push(piece.length);
    }

    expect(lengths).toEqual(chunks.map(([, length]) => length));
  });

  test('plays several scenarios at the same time, each by its token', async () => {
    await using directory = await temporaryDirectory();
    const ids = ['one/a', 'one/b', 'two/c'];
    for (const id of ids) {
      await write(directory.path, { id }, cassetteOf(chatInteraction('hi', { answer: id })));
    }
    await using gateway = await openTestGateway({ cassettes: directory.path });
    const playbacks = await Promise.all([...ids, ...ids].map((id) => gateway.play({ id, title: id })));

    const answers = await Promise.all(playbacks.map(({ baseUrls }) => ask(openaiAt(baseUrls.openai), 'hi')));
    const summaries = await Promise.all(playbacks.map((playback) => playback.eject()));

    expect(answers).toEqual([...ids, ...ids]);
    expect(summaries.map(({ replayed, faults }) => [replayed, faults])).toEqual(ids.concat(ids).map(() => [1, []]));
  });

  test('takes the scenario from a header, and otherwise the default', async () => {
    await using directory = await temporaryDirectory();
    for (const id of ['a', 'b']) {
      await write(directory.path, { id }, cassetteOf(chatInteraction('hi', { answer: id })));
    }
    await using gateway = await openTestGateway({ cassettes: directory.path, scenario: 'a' });
    const { openai } = gateway.baseUrls;

    const answers = [
      await ask(openaiAt(openai, { 'x-parity-scenario': 'b' }), 'hi'),
      await ask(openaiAt(openai), 'hi'),
    ];
    const ended = await gateway.end();

    expect(answers).toEqual(['b', 'a']);
    expect(ended).toMatchObject([
      { scenario: 'b', summary: { replayed: 1, faults: [] } },
      { scenario: 'a', summary: { replayed: 1, faults: [] } },
    ]);
  });

  test('opens and ends a playback over HTTP, with its faults', async () => {
    await using directory = await temporaryDirectory();
    await write(directory.path, SCENARIO, cassetteOf(chatInteraction('known')));
    await using gateway = await openTestGateway({ cassettes: directory.path });
    const place = `${gateway.url}/__parity/scenarios/${SCENARIO.id}`;

    const opened = JSON.parse(await (await fetch(place, { method: 'POST', body: '{"title":"a case"}' })).text());
    const missed: unknown = await ask(openaiAt(opened.baseUrls.openai), 'unknown').catch((error: unknown) => error);
    const ended = await (await fetch(opened.end, { method: 'DELETE' })).json();
    const again = await fetch(place, { method: 'DELETE' });

    expect(opened).toMatchObject({ scenario: SCENARIO.id, token: 't1' });
    expect(missed).toMatchObject({ status: 599, message: expect.stringContaining('No recorded interaction of') });
    expect(ended).toMatchObject({
      scenario: SCENARIO.id,
      replayed: 0,
      faults: [{ code: 'unrecorded_request' }, { code: 'unplayed_interaction' }],
    });
    expect(again.status).toBe(404);
  });

  test.each([
    ['POST', '/__parity/scenarios/..%2f..%2fx', 400],
    ['GET', '/__parity/health', 200],
    ['GET', '/nowhere', 404],
    ['POST', '/openai/v1/chat/completions', 599],
    ['POST', '/s/gone/openai/v1/chat/completions', 599],
  ])('answers %s %s with %i', async (method, path, status) => {
    await using directory = await temporaryDirectory();
    await using gateway = await openTestGateway({ cassettes: directory.path });

    const response = await fetch(gateway.url + path, { method });

    expect(response.status).toBe(status);
    await expect(response.json()).resolves.toBeDefined();
  });

  test('breaks the connection where the recorded one broke', async () => {
    await using directory = await temporaryDirectory();
    await write(directory.path, SCENARIO, cassetteOf({ ...streamNamed('OpenAI chat'), end: 'reset' }));
    await using gateway = await openTestGateway({ cassettes: directory.path });
    const playback = await gateway.play(SCENARIO);

    const body = JSON.stringify(STREAMS[0]?.request);
    const response = await fetch(`${playback.baseUrls.openai}/chat/completions`, { method: 'POST', body });

    await expect(response.text()).rejects.toThrow('terminated');
    expect(playback.calls).toMatchObject([{ outcome: { status: 'broken' } }]);
  });

  test('serves another process', async () => {
    await using directory = await temporaryDirectory();
    await write(directory.path, SCENARIO, cassetteOf(streamNamed('OpenAI chat'), chatInteraction('hi')));
    await using gateway = await openTestGateway({ cassettes: directory.path });
    const playback = await gateway.play(SCENARIO);
    const script = `
      const { default: OpenAI } = await import('openai');
      const openai = new OpenAI();
      const messages = (content) => [{ role: 'user', content }];
      const stream = await openai.chat.completions.create({ model: 'gpt-4o', messages: messages('Say hé'), stream: true });
      for await (const chunk of stream) process.stdout.write(chunk.choices[0]?.delta.content ?? '');
      const whole = await openai.chat.completions.create({ model: 'gpt-4o', messages: messages('hi') });
      process.stdout.write(' ' + whole.choices[0].message.content);`;
    const env = { ...process.env, OPENAI_API_KEY: 'test', OPENAI_BASE_URL: playback.baseUrls.openai };

    const run = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env });
    const { faults } = await playback.eject();

    expect(run.stdout).toBe('hé answer to hi');
    expect(faults).toEqual([]);
  });

  test('records what an upstream says', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startChatServer();
    await using gateway = await openTestGateway({
      cassettes: directory.path,
      mode: 'record-all',
      upstream: upstreamAt(upstream),
    });
    const playback = await gateway.play(SCENARIO);

    const answer = await ask(openaiAt(playback.baseUrls.openai), 'one');
    const summary = await playback.eject();
    const { interactions } = await loadCassette(cassettePath(directory.path, SCENARIO.id));

    expect(answer).toBe('one!');
    expect(summary).toMatchObject({ recorded: 1, faults: [] });
    expect(interactions).toMatchObject([{ request: { url: 'https://api.openai.com/v1/chat/completions' } }]);
  });

  test('says that its port is taken', async () => {
    await using directory = await temporaryDirectory();
    await using gateway = await openTestGateway({ cassettes: directory.path });

    const second = openTestGateway({ cassettes: directory.path, port: gateway.port });

    await expect(second).rejects.toMatchObject({ code: 'PARITY_GATEWAY_NOT_LISTENING' });
  });
});
