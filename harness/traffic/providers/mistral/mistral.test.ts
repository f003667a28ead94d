import { existsSync } from 'node:fs';
import { join } from 'node:path';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../../base/temporary-directory.ts';
import type { LlmOutcome } from '../../../evidence/llm-call.ts';
import { openTestNetwork, SCENARIO } from '../../../testing/traffic/replay-fixture.ts';
import { decodeBody } from '../../cassette/body-codec.ts';
import type { Interaction } from '../../cassette/cassette.ts';
import { linkIds } from '../../cassette/linked-ids.ts';
import { listCassettes } from '../../cassette/list-cassettes.ts';
import { loadCassette } from '../../cassette/load-cassette.ts';
import { parseJsonBytes } from '../../cassette/request-key.ts';
import { openGateway } from '../../gateway/gateway.ts';
import { importCassettes } from '../../import/import-cassettes.ts';
import { checkCassettes } from '../../maintenance/check-cassettes.ts';
import { createFirewall } from '../../secrets/firewall.ts';
import { startStubUpstream } from '../../stub/stub-upstream.ts';
import { mistral } from './provider.ts';

const firewall = createFirewall({ knownSecrets: [] });
const CHAT = new URL('https://api.mistral.ai/v1/chat/completions');
const RECORDED = join(import.meta.dirname, '../../../../../shared/cassettes/braintrust-msw-json');
const isThere = existsSync(RECORDED);
const where = isThere ? '' : ' (not run: there is no ../shared/cassettes)';

const client = new OpenAI({ apiKey: 'test', maxRetries: 0, baseURL: 'https://api.mistral.ai/v1', logLevel: 'off' });
const asked = { model: 'mistral-small-latest', messages: [{ role: 'user' as const, content: 'Name a river.' }] };

function receive(body: unknown, status = 200) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = text.startsWith('data:') ? 'text/event-stream; charset=utf-8' : 'application/json';
  return { status, headers: new Headers({ 'content-type': type }), body: Buffer.from(text) };
}

describe('a request to Mistral', () => {
  test('is read with its instructions apart', () => {
    const parsed = mistral.protocol.parseRequest('POST', CHAT, {
      model: 'mistral-small-latest',
      max_tokens: 24,
      temperature: 0,
      stream: true,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'hi' },
      ],
    });

    expect(parsed).toMatchObject({
      operation: 'chat',
      model: 'mistral-small-latest',
      request: {
        system: 'Be brief.',
        messages: [{ role: 'user', text: 'hi' }],
        maxTokens: 24,
        temperature: 0,
        stream: true,
      },
    });
  });

  test.each([
    ['fim', { model: 'codestral-latest', prompt: 'def add(' }, 'codestral-latest', 'def add('],
    ['agents', { agent_id: 'ag_1', messages: [{ role: 'user', content: 'hi' }] }, 'ag_1', 'hi'],
  ])('of the %s endpoint is a chat', (endpoint, body, model, text) => {
    const url = new URL(`https://api.mistral.ai/v1/${endpoint}/completions`);

    const parsed = mistral.protocol.parseRequest('POST', url, body);

    expect(parsed).toMatchObject({ operation: 'chat', model, request: { messages: [{ role: 'user', text }] } });
  });

  test('is the same call when only the ids of its tool calls differ', () => {
    const withId = (id: string) => ({
      method: 'POST',
      url: CHAT.href,
      body: Buffer.from(
        JSON.stringify({
          messages: [
            { role: 'assistant', tool_calls: [{ id, type: 'function', function: { name: 'find', arguments: '{}' } }] },
            { role: 'tool', tool_call_id: id, content: 'found' },
          ],
        }),
      ),
    });

    const [one, other] = [linkIds(withId('4EE1Ao9IY')), linkIds(withId('UD7j5xAoW'))];

    expect(one.key).toBe(other.key);
    expect(one.ids).toEqual(['4EE1Ao9IY']);
  });
});

describe('a response of Mistral', () => {
  test('that is whole is read with usage', () => {
    const outcome = mistral.protocol.parseResponse(
      receive({
        choices: [
          { index: 0, finish_reason: 'stop', message: { role: 'assistant', tool_calls: null, content: 'Rhine' } },
        ],
        usage: { prompt_tokens: 22, total_tokens: 30, completion_tokens: 8 },
      }),
    );

    expect(outcome).toMatchObject({
      status: 'answered',
      text: 'Rhine',
      finishReason: 'stop',
      usage: { inputTokens: 22, outputTokens: 8 },
    });
  });

  test('that stopped at the limit of the model has ended for its length', () => {
    const choices = [{ index: 0, finish_reason: 'model_length', message: { content: 'Rh' } }];

    const outcome = mistral.protocol.parseResponse(receive({ choices }));

    expect(outcome).toMatchObject({ status: 'answered', finishReason: 'length' });
  });

  test('is a refusal by its status', () => {
    const outcome = mistral.protocol.parseResponse(receive({ detail: 'Invalid API Key' }, 401));

    expect(outcome).toEqual({ status: 'refused', httpStatus: 401 });
  });

  test('to an embedding is a list', () => {
    const url = new URL('https://api.mistral.ai/v1/embeddings');
    const parsed = mistral.protocol.parseRequest('POST', url, { model: 'mistral-embed', input: 'hi' });

    const outcome = mistral.protocol.parseResponse(receive({ data: [{ embedding: [0.1] }] }), parsed?.operation);

    expect(outcome).toMatchObject({ status: 'answered', text: '[1 items]' });
  });
});

describe('the stub of Mistral', () => {
  test('is recorded and replayed, whole and streamed', async () => {
    await using directory = await temporaryDirectory();
    const ask = async () => {
      const whole = await client.chat.completions.create(asked);
      const chunks = [];
      for await (const chunk of await client.chat.completions.create({ ...asked, stream: true })) {
        chunks.push(chunk);
      }
      return { whole, chunks };
    };
    const recorded = await (async () => {
      await using upstream = await startStubUpstream({ replies: [{ provider: 'mistral', text: 'The Rhine.' }] });
      await using network = await openTestNetwork({ cassettes: directory.path, mode: 'record-all', upstream });
      const playback = await network.play(SCENARIO);
      const seen = await ask();
      await playback.eject();
      return { seen, outcomes: playback.calls.map(({ outcome }) => outcome) };
    })();
    await using network = await openTestNetwork({ cassettes: directory.path });
    const playback = await network.play(SCENARIO);

    const replayed = await ask();
    const { faults } = await playback.eject();

    expect(replayed).toEqual(recorded.seen);
    expect(faults).toEqual([]);
    expect(recorded.outcomes).toMatchObject([
      { text: 'The Rhine.', usage: { outputTokens: 3 } },
      { text: 'The Rhine.', usage: { outputTokens: 3 } },
    ]);
  });

  test.each([
    [401, { detail: 'The API key is not valid.' }],
    [422, { detail: [{ type: 'invalid_request_error', loc: ['body'], msg: 'The request failed.' }] }],
    [429, { object: 'error', message: 'Too many requests.', type: 'rate_limited', code: '1300', param: null }],
  ])('fails with %i as Mistral does', async (status, body) => {
    await using upstream = await startStubUpstream({ replies: [{ provider: 'mistral', error: { status } }] });

    const response = await fetch(`${upstream.urlFor(mistral.origin)}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify(asked),
    });

    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(body);
    expect(response.headers.has('retry-after')).toBe(status === 429);
  });
});

test('the gateway has a path for Mistral, and names what is not recorded in its own form', async () => {
  await using directory = await temporaryDirectory();
  await using gateway = await openGateway({
    mode: 'replay',
    cassettes: directory.path,
    upstream: { source: 'live' },
    now: () => new Date(0),
    knownSecrets: [],
    newToken: () => 't',
    scenario: 'area/case',
  });

  const response = await fetch(`${gateway.baseUrls.mistral}/v1/chat/completions`, {
    method: 'POST',
    body: JSON.stringify(asked),
  });

  expect(gateway.baseUrls.mistral).toMatch(/\/mistral$/);
  expect(await response.json()).toMatchObject({
    object: 'error',
    message: expect.stringContaining('mistral/mistral-small-latest: "Name a river."'),
  });
});

// Real traffic that may not be published lies outside the repository.
test.skipIf(!isThere)(`recorded traffic is read by the protocol and by the SDK${where}`, async () => {
  await using directory = await temporaryDirectory();
  await importCassettes({ source: RECORDED, out: directory.path, format: 'auto', firewall });

  const check = await checkCassettes({ directory: directory.path, now: new Date(0), maxAgeDays: 9999 });
  const outcomes = (await loadAll(directory.path)).flatMap(readOutcome);

  expect(check.failed).toEqual([]);
  expect(outcomes.length).toBeGreaterThanOrEqual(10);
  expect(outcomes.filter(({ status }) => status !== 'answered' && status !== 'refused')).toEqual([]);
});

async function loadAll(directory: string): Promise<readonly Interaction[]> {
  const paths = (await listCassettes(directory)).map(({ path }) => path);
  return (await Promise.all(paths.map(loadCassette))).flatMap(({ interactions }) => interactions);
}

function readOutcome({ request, response }: Interaction): readonly LlmOutcome[] {
  const url = new URL(request.url);
  if (url.origin !== mistral.origin) {
    return [];
  }
  const parsed = mistral.protocol.parseRequest(request.method, url, parseJsonBytes(decodeBody(request.body)) ?? null);
  const received = { ...response, headers: new Headers(response.headers), body: decodeBody(response.body) };
  return parsed === null ? [] : [mistral.protocol.parseResponse(received, parsed.operation)];
}
