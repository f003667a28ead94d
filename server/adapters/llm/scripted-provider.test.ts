import { describe, expect, test } from 'vitest';
import type { LlmFault } from '../../ports/llm-fault.ts';
import { systemClock } from '../clock/system-clock.ts';
import { A_REQUEST, llmProviderContract, SILENT_TIMEOUT_MS } from './llm-provider.contract.ts';
import { ScriptedProvider, type ScriptedProviderOptions } from './scripted-provider.ts';

const never = new AbortController().signal;

describe('ScriptedProvider', () => {
  llmProviderContract(async (fault) => ({
    provider: scripted(fault === null ? {} : { fault }),
    [Symbol.asyncDispose]: async () => undefined,
  }));

  test('gives the same answer to the same prompt, and another to anything else', async () => {
    const other = { ...A_REQUEST, messages: [{ role: 'user', text: 'Why is the sea blue?' }] } as const;
    const variants = [
      scripted().complete(A_REQUEST, never),
      scripted({ seed: 'other' }).complete(A_REQUEST, never),
      scripted({ provider: 'google' }).complete(A_REQUEST, never),
      scripted().complete({ ...A_REQUEST, model: 'b-model' }, never),
      scripted().complete({ ...A_REQUEST, system: null }, never),
      scripted().complete(other, never),
    ];

    const texts = (await Promise.all(variants)).map(({ text }) => text);
    const again = await scripted().complete(A_REQUEST, never);

    expect(new Set(texts).size).toBe(variants.length);
    expect(again.text).toBe(texts[0]);
  });

  test('reads its prompt', async () => {
    const { text } = await scripted().complete(A_REQUEST, never);

    expect(text).toContain('Why is the sky blue');
  });

  test('counts tokens by the length of what it read and wrote', async () => {
    const long = { ...A_REQUEST, messages: [{ role: 'user', text: 'word '.repeat(400) }] } as const;

    const { usage } = await scripted().complete(long, never);

    expect(usage?.inputTokens).toBe(503);
  });

  test('records a call when it starts and its outcome when it ends', async () => {
    const provider = scripted();

    const call = provider.complete(A_REQUEST, never);
    const during = structuredClone(provider.calls);
    const answer = await call;

    expect(during).toStrictEqual([
      { request: A_REQUEST, apiKey: '', isStreamed: false, outcome: { status: 'pending' } },
    ]);
    expect(provider.calls).toStrictEqual([
      { request: A_REQUEST, apiKey: '', isStreamed: false, outcome: { status: 'answered', ...answer } },
    ]);
  });

  test('records which key it was asked with, and answers as it would with any other', async () => {
    const provider = scripted();

    const own = await provider.complete(A_REQUEST, never);
    const other = await provider.withKey('a-key-of-ada').complete(A_REQUEST, never);

    expect(provider.calls.map(({ apiKey }) => apiKey)).toStrictEqual(['', 'a-key-of-ada']);
    expect(other).toStrictEqual(own);
  });

  test('fails as often as it is told and answers from then on', async () => {
    const provider = scripted({ fault: { kind: 'server', times: 1 } });

    const first = provider.complete(A_REQUEST, never);

    await expect(first).rejects.toMatchObject({ kind: 'server', httpStatus: 500 });
    await expect(provider.complete(A_REQUEST, never)).resolves.toMatchObject({ finishReason: 'stop' });
    expect(provider.calls.map(({ outcome }) => outcome.status)).toStrictEqual(['refused', 'answered']);
  });

  test.each<[LlmFault['kind'], object]>([
    ['authentication', { status: 'refused', httpStatus: 401 }],
    ['network', { status: 'broken', reason: 'network' }],
    ['timeout', { status: 'broken', reason: 'timeout' }],
  ])('records the outcome of %s', async (kind, outcome) => {
    const provider = scripted({ fault: { kind } });

    await expect(provider.complete(A_REQUEST, never)).rejects.toMatchObject({ kind });

    expect(provider.calls).toMatchObject([{ outcome }]);
  });
});

function scripted(changes: Partial<ScriptedProviderOptions> = {}): ScriptedProvider {
  return new ScriptedProvider({
    provider: 'openai',
    seed: 'seed',
    clock: systemClock,
    timeoutMs: SILENT_TIMEOUT_MS,
    ...changes,
  });
}
