import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenerativeAI } from '@google/generative-ai';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../base/temporary-directory.ts';
import { asWritten, openTestNetwork, SCENARIO } from '../../testing/traffic/replay-fixture.ts';
import { startStubUpstream } from './stub-upstream.ts';

// Built before any network is opened, as a server builds them at its start.
const openai = new OpenAI({ apiKey: 'test', maxRetries: 0 });
const anthropic = new Anthropic({ apiKey: 'test', maxRetries: 0 });
const gemini = new GoogleGenerativeAI('test').getGenerativeModel({ model: 'gemini-x', systemInstruction: 'Be brief.' });

async function askOpenai(prompt: string) {
  const messages = [{ role: 'user' as const, content: prompt }];
  return await openai.chat.completions.create({ model: 'gpt-4o', messages });
}

async function askAnthropic(prompt: string) {
  const messages = [{ role: 'user' as const, content: prompt }];
  return await anthropic.messages.create({ model: 'claude', max_tokens: 100, system: 'Be brief.', messages });
}

async function streamOpenai(prompt: string): Promise<string> {
  const messages = [{ role: 'user' as const, content: prompt }];
  const pieces: string[] = [];
  for await (const chunk of await openai.chat.completions.create({ model: 'gpt-4o', messages, stream: true })) {
    pieces.push(chunk.choices[0]?.delta.content ?? '');
  }
  return pieces.join('');
}

async function streamAnthropic(prompt: string): Promise<string> {
  const messages = [{ role: 'user' as const, content: prompt }];
  return await anthropic.messages.stream({ model: 'claude', max_tokens: 100, messages }).finalText();
}

async function streamGoogle(prompt: string): Promise<string> {
  const { stream } = await gemini.generateContentStream(prompt);
  const pieces: string[] = [];
  for await (const chunk of stream) {
    pieces.push(chunk.text());
  }
  return pieces.join('');
}

const CALLS: readonly (readonly [name: string, call: (prompt: string) => Promise<unknown>])[] = [
  ['openai', askOpenai],
  ['openai stream', streamOpenai],
  ['anthropic', askAnthropic],
  ['anthropic stream', streamAnthropic],
  ['google', async (prompt) => (await gemini.generateContent(prompt)).response],
  ['google stream', streamGoogle],
];

async function record(directory: string, replies: Parameters<typeof startStubUpstream>[0]['replies']) {
  await using opened = new AsyncDisposableStack();
  const upstream = opened.use(await startStubUpstream({ replies }));
  const network = opened.use(await openTestNetwork({ cassettes: directory, mode: 'record-all', upstream }));
  const playback = await network.play(SCENARIO);
  const owned = opened.move();
  return { playback, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

describe('the stand-in', () => {
  test('answers so that each SDK reads text, finish reason and usage', async () => {
    await using directory = await temporaryDirectory();
    await using recording = await record(directory.path, [{ text: 'Hello there.' }]);

    await Promise.all(CALLS.map(([, call]) => call('Greet me.')));
    await recording.playback.eject();

    expect(recording.playback.calls).toHaveLength(6);
    for (const { outcome, request, provider } of recording.playback.calls) {
      expect(outcome).toMatchObject({ status: 'answered', text: 'Hello there.', finishReason: 'stop' });
      // OpenAI counts the tokens of a stream only when it is asked to.
      if (provider !== 'openai' || !request.stream) {
        expect(outcome).toMatchObject({ usage: { outputTokens: 3 } });
      }
    }
  });

  test.each(CALLS)('is recorded so that a replay gives %s the same', async (_name, call) => {
    await using directory = await temporaryDirectory();
    const recording = await record(directory.path, []);
    const recorded = await call('Name a river: Ärmelkanal \u2028 and "quotes".');
    const saved = await recording.playback.eject();
    await recording[Symbol.asyncDispose]();
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    const replayed = await call('Name a river: Ärmelkanal \u2028 and "quotes".');
    const summary = await playback.eject();

    expect(JSON.stringify(replayed)).toBe(JSON.stringify(recorded));
    expect(asWritten(playback.calls)).toEqual(asWritten(recording.playback.calls));
    expect(saved).toMatchObject({ recorded: 1, faults: [] });
    expect(summary).toMatchObject({ replayed: 1, unplayed: 0, faults: [] });
  });

  test('gives the first reply that matches, and a text of its own when none does', async () => {
    await using directory = await temporaryDirectory();
    await using recording = await record(directory.path, [
      { provider: 'anthropic', text: 'for anthropic' },
      { model: 'gpt-4o', promptIncludes: /rivers?/, text: 'for rivers', finishReason: 'length' },
      { promptIncludes: 'lake', text: 'for lakes' },
    ]);

    const answers = [await askOpenai('a river'), await askOpenai('a lake'), await askOpenai('a hill')];
    const other = await askAnthropic('a river');
    await recording.playback.eject();

    expect(answers.map(({ choices }) => choices[0])).toMatchObject([
      { message: { content: 'for rivers' }, finish_reason: 'length' },
      { message: { content: 'for lakes' } },
      { message: { content: expect.stringContaining('"a hill"') } },
    ]);
    expect(other.content).toMatchObject([{ text: 'for anthropic' }]);
  });

  test('cuts an answer that is longer than the request allows, and says so as each provider does', async () => {
    await using directory = await temporaryDirectory();
    await using recording = await record(directory.path, [{ text: 'word '.repeat(200) }]);

    const { content, stop_reason, usage } = await askAnthropic('Talk.');
    await streamAnthropic('Talk on.');
    await recording.playback.eject();

    expect(content).toMatchObject([{ text: 'word '.repeat(80) }]);
    expect(stop_reason).toBe('max_tokens');
    expect(usage.output_tokens).toBe(100);
    expect(recording.playback.calls.map(({ outcome }) => outcome)).toMatchObject([
      { finishReason: 'length' },
      { finishReason: 'length' },
    ]);
  });

  test('fails as each provider does, as often as it is told to', async () => {
    await using directory = await temporaryDirectory();
    await using recording = await record(directory.path, [
      { provider: 'openai', error: { status: 429, retryAfterMs: 20 }, times: 1 },
      { provider: 'anthropic', error: { status: 529 } },
      { provider: 'google', error: { status: 401, body: { message: 'No such key.' } } },
    ]);

    const errors = await Promise.all([
      askOpenai('a').catch((error: unknown) => error),
      askAnthropic('a').catch((error: unknown) => error),
      gemini.generateContent('a').catch((error: unknown) => error),
    ]);
    const again = await askOpenai('a');
    await recording.playback.eject();

    expect(errors).toMatchObject([
      { status: 429, code: 'rate_limit_exceeded' },
      { status: 529, message: expect.stringContaining('overloaded_error') },
      { status: 401, message: expect.stringContaining('No such key.') },
    ]);
    expect((errors[0] as { headers: Headers }).headers.get('retry-after')).toBe('0.02');
    expect(again.choices).toHaveLength(1);
  });
});
