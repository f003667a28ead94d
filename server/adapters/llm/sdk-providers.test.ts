import { describe, expect, test } from 'vitest';
import type { LlmProvider } from '../../ports/llm-provider.ts';
import { anthropicDialect, type Dialect, googleDialect, openAiDialect } from '../../test-support/provider-dialects.ts';
import { type ProviderServer, providerServer, type WireFault } from '../../test-support/provider-server.ts';
import { AnthropicProvider } from './anthropic-provider.ts';
import { GoogleProvider } from './google-provider.ts';
import { A_REQUEST, CONTRACT_TIMEOUT_MS, llmProviderContract, SILENT_TIMEOUT_MS } from './llm-provider.contract.ts';
import { OpenAiProvider } from './openai-provider.ts';
import type { SdkOptions } from './sdk-call.ts';

const KEY = 'key-for-a-test';
const never = new AbortController().signal;

describe('OpenAiProvider', () => {
  const arrange = arranging(openAiDialect, '/v1', (options) => new OpenAiProvider(options));
  llmProviderContract(arrange);

  test('sends the system prompt as a message of its own', async () => {
    await using arranged = await arrange(null);

    await arranged.provider.complete(A_REQUEST, never);

    expect(arranged.server.requests).toMatchObject([
      { path: '/v1/chat/completions', headers: { authorization: `Bearer ${KEY}` } },
    ]);
    expect(arranged.server.requests[0]?.body).toStrictEqual({
      model: 'a-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Why is the sky blue?' },
      ],
      max_tokens: 1024,
      temperature: 0.2,
    });
  });

  test('takes a refusal for a filtered answer', async () => {
    const refusing: Dialect = {
      ...openAiDialect,
      success: () => ({ choices: [{ finish_reason: 'stop', message: { content: null, refusal: 'No.' } }] }),
    };
    await using arranged = await arranging(refusing, '/v1', (options) => new OpenAiProvider(options))(null);

    const call = arranged.provider.complete(A_REQUEST, never);

    await expect(call).rejects.toMatchObject({ kind: 'content_filtered' });
  });
});

describe('AnthropicProvider', () => {
  const arrange = arranging(anthropicDialect, '', (options) => new AnthropicProvider(options));
  llmProviderContract(arrange);

  test('sends the system prompt as `system`', async () => {
    await using arranged = await arrange(null);

    await arranged.provider.complete(A_REQUEST, never);

    expect(arranged.server.requests).toMatchObject([{ path: '/v1/messages' }]);
    expect(JSON.stringify(arranged.server.requests[0]?.headers)).toContain(KEY);
    expect(arranged.server.requests[0]?.body).toStrictEqual({
      model: 'a-model',
      max_tokens: 1024,
      messages: [{ role: 'user', content: 'Why is the sky blue?' }],
      system: 'Be brief.',
      temperature: 0.2,
    });
  });
});

describe('GoogleProvider', () => {
  const arrange = arranging(googleDialect, '', (options) => new GoogleProvider(options));
  llmProviderContract(arrange);

  test('sends the system prompt as `systemInstruction`', async () => {
    await using arranged = await arrange(null);

    await arranged.provider.complete(A_REQUEST, never);

    expect(arranged.server.requests).toMatchObject([
      { path: '/v1beta/models/a-model:generateContent', headers: { 'x-goog-api-key': KEY } },
    ]);
    expect(arranged.server.requests[0]?.body).toMatchObject({
      contents: [{ role: 'user', parts: [{ text: 'Why is the sky blue?' }] }],
      systemInstruction: { parts: [{ text: 'Be brief.' }] },
      generationConfig: { maxOutputTokens: 1024, temperature: 0.2 },
    });
  });
});

describe.each([
  ['openai', openAiDialect, (options: SdkOptions) => new OpenAiProvider(options)],
  ['anthropic', anthropicDialect, (options: SdkOptions) => new AnthropicProvider(options)],
  ['google', googleDialect, (options: SdkOptions) => new GoogleProvider(options)],
] as const)('any SDK: %s', (_name, dialect, create) => {
  test('asks once and leaves repeating to others', async () => {
    await using arranged = await arranging(dialect, '', create)({ kind: 'server' });

    const call = arranged.provider.complete(A_REQUEST, never);

    await expect(call).rejects.toMatchObject({ kind: 'server' });
    expect(arranged.server.requests).toHaveLength(1);
  });

  test('leaves out what the request leaves open', async () => {
    await using arranged = await arranging(dialect, '', create)(null);

    await arranged.provider.complete({ ...A_REQUEST, system: null, temperature: null }, never);

    expect(JSON.stringify(arranged.server.requests[0]?.body)).not.toMatch(/temperature|system/);
  });

  test.each([{}, { choices: [] }, { content: [] }, { candidates: [] }, 'text'])(
    'takes %j for malformed',
    async (body) => {
      await using arranged = await arranging({ ...dialect, success: () => body }, '', create)(null);

      const call = arranged.provider.complete(A_REQUEST, never);

      await expect(call).rejects.toMatchObject({ name: 'LlmError', kind: 'malformed' });
    },
  );

  test.each(['cut', 'ended_early'] as const)('never takes a stream that is %s for an answer', async (kind) => {
    await using arranged = await arranging(dialect, '', create)({ kind });
    const pieces: string[] = [];

    const call = arranged.provider.complete(A_REQUEST, never, (piece) => pieces.push(piece));

    await expect(call).rejects.toMatchObject({ name: 'LlmError', kind: 'network', httpStatus: null });
    expect(pieces.join('')).toMatch(/^An answer/);
  });

  test.each(['server', 'rate_limited'] as const)(
    'fails with %s when the stream says so in its middle',
    async (says) => {
      await using arranged = await arranging(dialect, '', create)({ kind: 'error_event', says });
      const pieces: string[] = [];

      const call = arranged.provider.complete(A_REQUEST, never, (piece) => pieces.push(piece));

      await expect(call).rejects.toMatchObject({ name: 'LlmError', kind: says });
      expect(pieces.join('')).toMatch(/^An answer/);
    },
  );

  test('gives up on a stream that stands still', async () => {
    await using arranged = await arranging(dialect, '', create)({ kind: 'stalled' }, SILENT_TIMEOUT_MS);

    const call = arranged.provider.complete(A_REQUEST, never, () => undefined);

    await expect(call).rejects.toMatchObject({ kind: 'timeout' });
  });

  test('stops the stream at the provider when the caller aborts', async () => {
    await using arranged = await arranging(dialect, '', create)({ kind: 'stalled' });
    const controller = new AbortController();
    const reason = new Error('gone');

    const call = arranged.provider.complete(A_REQUEST, controller.signal, () => controller.abort(reason));

    await expect(call).rejects.toBe(reason);
    await expect.poll(() => arranged.server.requests[0]?.isAborted()).toBe(true);
  });

  test('fails with network when the body breaks off', async () => {
    await using arranged = await arranging(dialect, '', create)({ kind: 'cut' });

    const call = arranged.provider.complete(A_REQUEST, never);

    await expect(call).rejects.toMatchObject({ kind: 'network', httpStatus: null });
  });

  test('fails with network where nobody listens', async () => {
    const provider = create({ apiKey: KEY, baseUrl: 'http://127.0.0.1:1', timeoutMs: 1_000 });

    const call = provider.complete(A_REQUEST, never);

    await expect(call).rejects.toMatchObject({ kind: 'network', httpStatus: null });
  });
});

interface Arranged extends AsyncDisposable {
  readonly provider: LlmProvider;
  readonly server: ProviderServer;
}

function arranging(
  dialect: Dialect,
  basePath: string,
  create: (options: SdkOptions) => LlmProvider,
): (fault: WireFault | null, timeoutMs?: number) => Promise<Arranged> {
  return async (fault, timeoutMs = fault?.kind === 'timeout' ? SILENT_TIMEOUT_MS : CONTRACT_TIMEOUT_MS) => {
    const server = await providerServer(dialect, fault);
    const provider = create({ apiKey: KEY, baseUrl: `${server.url}${basePath}`, timeoutMs });
    return { provider, server, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
  };
}
