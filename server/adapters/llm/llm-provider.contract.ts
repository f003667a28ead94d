import { expect, test } from 'vitest';
import type { LlmFault } from '../../ports/llm-fault.ts';
import { LLM_ERROR_KINDS, type LlmProvider, type LlmRequest } from '../../ports/llm-provider.ts';

export interface ArrangedProvider extends AsyncDisposable {
  readonly provider: LlmProvider;
}

/** Gives up on a provider that does not answer after this long: the first call of an SDK is slow on a busy machine. */
export const CONTRACT_TIMEOUT_MS = 5_000;
/** The same where no answer comes. */
export const SILENT_TIMEOUT_MS = 500;

export const A_REQUEST: LlmRequest = {
  model: 'a-model',
  system: 'Be brief.',
  messages: [{ role: 'user', text: 'Why is the sky blue?' }],
  maxTokens: 1024,
  temperature: 0.2,
};

const never = new AbortController().signal;

/** What every LlmProvider does. `arrange` gives one whose calls all go well, or all go wrong by `fault`. */
export function llmProviderContract(arrange: (fault: LlmFault | null) => Promise<ArrangedProvider>): void {
  test('answers with text, a finish reason and the tokens used', async () => {
    await using arranged = await arrange(null);

    const answer = await arranged.provider.complete(A_REQUEST, new AbortController().signal);

    expect(answer).toStrictEqual({
      text: expect.stringMatching(/.{40,}/),
      finishReason: 'stop',
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    });
    expect(answer.usage?.outputTokens).toBeGreaterThan(0);
  });

  test('streams the pieces of the text that it answers with, and counts the tokens all the same', async () => {
    await using arranged = await arrange(null);
    const pieces: string[] = [];

    const answer = await arranged.provider.complete(A_REQUEST, never, (piece) => pieces.push(piece));

    expect(answer).toStrictEqual({
      text: pieces.join(''),
      finishReason: 'stop',
      usage: { inputTokens: expect.any(Number), outputTokens: expect.any(Number) },
    });
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.filter((piece) => !piece.isWellFormed())).toStrictEqual([]);
  });

  test('says that a streamed answer was cut by the limit of tokens', async () => {
    await using arranged = await arrange(null);

    const answer = await arranged.provider.complete({ ...A_REQUEST, maxTokens: 5 }, never, () => undefined);

    expect(answer.finishReason).toBe('length');
  });

  test.each(LLM_ERROR_KINDS.filter((kind) => kind !== 'rate_limited'))(
    'fails with %s in a stream too',
    async (kind) => {
      await using arranged = await arrange({ kind });

      const call = arranged.provider.complete(A_REQUEST, never, () => undefined);

      await expect(call).rejects.toMatchObject({ name: 'LlmError', kind, provider: arranged.provider.provider });
    },
  );

  test("rejects with the caller's reason when the caller aborts between two pieces", async () => {
    await using arranged = await arrange(null);
    const controller = new AbortController();
    const reason = new Error('the client went away');

    const call = arranged.provider.complete(A_REQUEST, controller.signal, () => controller.abort(reason));

    await expect(call).rejects.toBe(reason);
  });

  test('says that an answer was cut by the limit of tokens', async () => {
    await using arranged = await arrange(null);

    const answer = await arranged.provider.complete({ ...A_REQUEST, maxTokens: 5 }, new AbortController().signal);

    expect(answer.finishReason).toBe('length');
  });

  test.each(LLM_ERROR_KINDS.filter((kind) => kind !== 'rate_limited'))(
    'fails with %s, never with text',
    async (kind) => {
      await using arranged = await arrange({ kind });

      const call = arranged.provider.complete(A_REQUEST, new AbortController().signal);

      await expect(call).rejects.toMatchObject({ name: 'LlmError', kind, provider: arranged.provider.provider });
    },
  );

  test('passes on how long a rate limit asks to wait', async () => {
    await using arranged = await arrange({ kind: 'rate_limited', retryAfterMs: 7_000 });

    const call = arranged.provider.complete(A_REQUEST, new AbortController().signal);

    await expect(call).rejects.toMatchObject({ kind: 'rate_limited', httpStatus: 429, retryAfterMs: 7_000 });
  });

  test("rejects with the caller's reason when the caller aborts during a call", async () => {
    await using arranged = await arrange({ kind: 'timeout' });
    const controller = new AbortController();
    const reason = new Error('the client went away');

    const call = arranged.provider.complete(A_REQUEST, controller.signal);
    setTimeout(() => controller.abort(reason), SILENT_TIMEOUT_MS / 5);

    await expect(call).rejects.toBe(reason);
  });

  test("rejects with the caller's reason when the caller has aborted before", async () => {
    await using arranged = await arrange(null);
    const reason = new Error('the client went away');

    const call = arranged.provider.complete(A_REQUEST, AbortSignal.abort(reason));

    await expect(call).rejects.toBe(reason);
  });
}
