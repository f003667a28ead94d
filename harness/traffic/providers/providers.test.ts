import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { STREAMS, type StreamSample } from '../../testing/traffic/stream-fixture.ts';
import type { Json } from '../../values/json.ts';
import { findProvider, PROVIDERS } from './providers.ts';

function parseOutcome({ provider, operation }: StreamSample, text: string) {
  const headers = new Headers({ 'content-type': 'text/event-stream' });
  return provider.protocol.parseResponse({ status: 200, headers, body: Buffer.from(text) }, operation);
}

describe.each(STREAMS)('a stream of $name', (sample) => {
  const whole = sample.events.join('');

  test('is an answer when it is whole', () => {
    const parsed = sample.provider.protocol.parseRequest(
      'POST',
      new URL(sample.path, sample.provider.origin),
      sample.request as Json,
    );

    const outcome = parseOutcome(sample, whole);

    expect(parsed).toMatchObject({ operation: sample.operation, request: { stream: true } });
    expect(outcome).toMatchObject({ status: 'answered', finishReason: sample.finishReason });
  });

  test('is the same answer when a gateway adds an end mark', () => {
    const marked = whole.includes('[DONE]') ? whole : `${whole}data: [DONE]${separatorOf(sample)}`;

    const outcome = parseOutcome(sample, marked);

    expect(outcome).toEqual(parseOutcome(sample, whole));
  });

  test.each(sample.events.map((_, index) => index))('is broken when it is cut after event %i', (count) => {
    const outcome = parseOutcome(sample, sample.events.slice(0, count).join(''));

    expect(outcome).toMatchObject({ status: 'broken', reason: expect.stringMatching(/\.$/) });
  });

  test('is broken when it is cut inside any event', () => {
    const offsets = sample.events.map(
      (event, index) => sample.events.slice(0, index).join('').length + Math.floor(event.length / 2),
    );

    const outcomes = offsets.map((offset) => parseOutcome(sample, whole.slice(0, offset)));

    expect(outcomes.map(({ status }) => status)).toEqual(offsets.map(() => 'broken'));
  });

  test.each(sample.events.map((_, index) => index))('is broken by an error after event %i', (count) => {
    const error = 'data: {"type":"error","error":{"type":"overloaded_error","message":"m"}}\n\n';
    const events = sample.events.toSpliced(count, 0, error.replaceAll('\n\n', separatorOf(sample)));

    const outcome = parseOutcome(sample, events.join(''));

    expect(outcome).toMatchObject({ status: 'broken', reason: expect.stringContaining('overloaded_error') });
  });

  test('is broken by an event whose JSON is cut', () => {
    const [first = '', second = '', ...rest] = sample.events;
    const cut = second.trimEnd().slice(0, -1) + separatorOf(sample);

    const outcome = parseOutcome(sample, [first, cut, ...rest].join(''));

    expect(outcome).toMatchObject({ status: 'broken' });
  });
});

function separatorOf({ events }: StreamSample): string {
  return events[0]?.endsWith('\r\n\r\n') ? '\r\n\r\n' : '\n\n';
}

interface Whole {
  readonly method?: string;
  readonly url: string;
  readonly request: Json;
  readonly answer: Json;
  readonly expected: { readonly operation: string; readonly text: string };
}

const OPENAI = 'https://api.openai.com/v1';
const GOOGLE = 'https://generativelanguage.googleapis.com/v1beta';

describe('an answer in one piece', () => {
  const text = { type: 'output_text', text: 'hé', annotations: [] };
  const examples: readonly Whole[] = [
    {
      url: `${OPENAI}/responses`,
      request: { model: 'm', instructions: 'Be brief.', input: [{ role: 'user', content: 'hi' }] },
      answer: { status: 'completed', output: [{ type: 'reasoning' }, { type: 'message', content: [text] }] },
      expected: { operation: 'responses', text: 'hé' },
    },
    {
      url: `${OPENAI}/embeddings`,
      request: { model: 'm', input: ['a', 'b'] },
      answer: { data: [{ embedding: 'AAAA' }, { embedding: 'AAAA' }], usage: { prompt_tokens: 2 } },
      expected: { operation: 'embeddings', text: '[2 items]' },
    },
    {
      method: 'GET',
      url: `${OPENAI}/models`,
      request: null,
      answer: { object: 'list', data: [{ id: 'gpt-4o' }] },
      expected: { operation: 'models', text: '[1 items]' },
    },
    {
      url: `${GOOGLE}/models/gemini-x:countTokens`,
      request: { contents: [{ parts: [{ text: 'hi' }] }] },
      answer: { totalTokens: 3 },
      expected: { operation: 'count_tokens', text: '[3 tokens]' },
    },
    {
      url: `${GOOGLE}/models/embed-x:embedContent`,
      request: { content: { parts: [{ text: 'hi' }] } },
      answer: { embedding: { values: [0.5, 1] } },
      expected: { operation: 'embeddings', text: '[2 items]' },
    },
    {
      url: `${GOOGLE}/models/embed-x:batchEmbedContents`,
      request: { requests: [{ content: { parts: [{ text: 'hi' }] } }] },
      answer: { embeddings: [{ values: [1] }] },
      expected: { operation: 'embeddings', text: '[1 items]' },
    },
  ];

  test.each(examples)('of $expected.operation from $url is understood', ({ url, request, answer, ...sample }) => {
    const protocol = findProvider(new URL(url))?.protocol;
    const parsed = protocol?.parseRequest(sample.method ?? 'POST', new URL(url), request);
    const headers = new Headers({ 'content-type': 'application/json' });
    const read = (body: string) =>
      protocol?.parseResponse({ status: 200, headers, body: Buffer.from(body) }, parsed?.operation);

    const [whole, cut] = [read(JSON.stringify(answer)), read(JSON.stringify(answer).slice(0, -1))];

    expect(parsed).toMatchObject({ operation: sample.expected.operation });
    expect(whole).toMatchObject({ status: 'answered', text: sample.expected.text });
    expect(cut).toMatchObject({ status: 'broken' });
  });
});

describe('the names of providers', () => {
  test('stand in the folder of each provider alone', () => {
    const root = join(import.meta.dirname, '../..');
    const names = new RegExp(
      `\\b(?:${PROVIDERS.flatMap(({ name, origin }) => [name, new URL(origin).hostname]).join('|')})\\b`,
      'i',
    );
    const files = globSync('**/*.ts', { cwd: root, exclude: ['**/node_modules/**', '**/*.test.ts', 'testing/**'] });
    const outside = files.filter((file) => !/^traffic\/(?:providers|secrets)\//.test(file));

    const named = outside.filter((file) => names.test(withoutComments(readFileSync(join(root, file), 'utf8'))));

    expect(named).toEqual([]);
  });
});

function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
}
