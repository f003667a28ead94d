import { GoogleGenerativeAI, GoogleGenerativeAIError, GoogleGenerativeAIFetchError } from '@google/generative-ai';
import { z } from 'zod';
import {
  type FinishReason,
  type LlmAnswer,
  LlmError,
  type LlmProvider,
  type LlmRequest,
  type LlmUsage,
  type TextListener,
} from '../../ports/llm-provider.ts';
import { checkedAnswer, readBody } from './checked-answer.ts';
import { type ErrorFacts, type SdkOptions, sdkCall } from './sdk-call.ts';
import { brokenOff, StreamedText } from './streamed-text.ts';

const BODY = z.object({
  candidates: z
    .array(
      z.object({
        finishReason: z.string().optional(),
        content: z.object({ parts: z.array(z.object({ text: z.string().optional() })).optional() }).optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  /** In a stream that has begun with 200. */
  error: z.object({ code: z.int(), message: z.string().default('') }).optional(),
  usageMetadata: z.object({ promptTokenCount: z.int(), candidatesTokenCount: z.int().default(0) }).optional(),
});

const RETRY_INFO = z.object({ '@type': z.literal('type.googleapis.com/google.rpc.RetryInfo'), retryDelay: z.string() });

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  STOP: 'stop',
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
};

/** Gemini generateContent (https://ai.google.dev/api/generate-content). */
export class GoogleProvider implements LlmProvider {
  readonly provider = 'google';
  readonly #client: GoogleGenerativeAI;
  readonly #options: SdkOptions;

  constructor(options: SdkOptions) {
    this.#options = options;
    this.#client = new GoogleGenerativeAI(options.apiKey);
  }

  async complete(request: LlmRequest, signal: AbortSignal, onText?: TextListener): Promise<LlmAnswer> {
    const { baseUrl, timeoutMs } = this.#options;
    if (onText !== undefined) {
      const call = (combined: AbortSignal) => this.#stream(request, combined, onText);
      return sdkCall(call, { provider: this.provider, timeoutMs, signal, describe });
    }
    const model = this.#client.getGenerativeModel({ model: request.model }, { baseUrl });
    const result = await sdkCall(
      // @note The SDK takes no notice of a signal that has aborted before.
      async (combined) => {
        combined.throwIfAborted();
        return model.generateContent(toBody(request), { signal: combined });
      },
      { provider: this.provider, timeoutMs, signal, describe },
    );
    const { text, reason, isBlocked, usage } = readChunk(this.provider, result.response);
    const finishReason = isBlocked ? 'content_filter' : (FINISH_REASONS[reason ?? ''] ?? 'other');
    return checkedAnswer(this.provider, { text, finishReason, usage });
  }

  async #stream(request: LlmRequest, signal: AbortSignal, onText: TextListener): Promise<LlmAnswer> {
    const text = new StreamedText(onText);
    let reason: string | null = null;
    let isBlocked = false;
    let usage: LlmUsage | null = null;
    try {
      for await (const response of await this.#open(request, signal)) {
        const chunk = readChunk(this.provider, response);
        text.push(chunk.text);
        isBlocked ||= chunk.isBlocked;
        reason = chunk.reason ?? reason;
        usage = chunk.usage ?? usage;
      }
    } catch (cause) {
      const isUnparsed = cause instanceof GoogleGenerativeAIError && /pars(e|ing)/i.test(cause.message);
      throw isUnparsed ? new LlmError('malformed', { provider: this.provider, httpStatus: 200, cause }) : cause;
    }
    if (reason === null && !isBlocked) {
      throw brokenOff(this.provider);
    }
    const finishReason = isBlocked ? 'content_filter' : (FINISH_REASONS[reason ?? ''] ?? 'other');
    return checkedAnswer(this.provider, { text: text.end(), finishReason, usage });
  }

  async #open(request: LlmRequest, signal: AbortSignal): Promise<AsyncIterable<unknown>> {
    signal.throwIfAborted();
    const model = this.#client.getGenerativeModel({ model: request.model }, { baseUrl: this.#options.baseUrl });
    const { stream, response } = await model.generateContentStream(toBody(request), { signal });
    // @note The SDK reads the stream twice; nobody reads this half, and its rejection would end the process.
    response.catch(() => undefined);
    return stream;
  }
}

/** A whole answer, or a piece of a streamed one. */
function readChunk(provider: 'google', body: unknown) {
  const { candidates, promptFeedback, usageMetadata: usage, error } = readBody(provider, BODY, body);
  if (error !== undefined) {
    throw new GoogleGenerativeAIFetchError(error.message, error.code);
  }
  const candidate = candidates?.[0];
  return {
    text: candidate?.content?.parts?.map((part) => part.text ?? '').join('') ?? '',
    reason: candidate?.finishReason ?? null,
    isBlocked: candidate === undefined && promptFeedback?.blockReason !== undefined,
    usage: usage ? { inputTokens: usage.promptTokenCount, outputTokens: usage.candidatesTokenCount } : null,
  };
}

function toBody({ system, messages, maxTokens, temperature }: LlmRequest) {
  return {
    contents: messages.map(({ role, text }) => ({ role: role === 'user' ? 'user' : 'model', parts: [{ text }] })),
    ...(system === null ? {} : { systemInstruction: system }),
    generationConfig: { maxOutputTokens: maxTokens, ...(temperature === null ? {} : { temperature }) },
  };
}

function describe(error: unknown): ErrorFacts {
  if (!(error instanceof GoogleGenerativeAIFetchError)) {
    return { httpStatus: null, text: '', retryAfterMs: null };
  }
  return { httpStatus: error.status ?? null, text: error.message, retryAfterMs: retryDelayMs(error) };
}

/** The SDK drops the headers; the body's google.rpc.RetryInfo says it too, as in "12s". */
function retryDelayMs({ errorDetails }: GoogleGenerativeAIFetchError): number | null {
  for (const detail of errorDetails ?? []) {
    const info = RETRY_INFO.safeParse(detail);
    const seconds = info.success ? Number.parseFloat(info.data.retryDelay) : Number.NaN;
    if (seconds >= 0) {
      return seconds * 1000;
    }
  }
  return null;
}
