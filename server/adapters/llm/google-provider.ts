import { GoogleGenerativeAI, GoogleGenerativeAIFetchError } from '@google/generative-ai';
import { z } from 'zod';
import type { FinishReason, LlmAnswer, LlmProvider, LlmRequest } from '../../ports/llm-provider.ts';
import { checkedAnswer, readBody } from './checked-answer.ts';
import { type ErrorFacts, type SdkOptions, sdkCall } from './sdk-call.ts';

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

  async complete(request: LlmRequest, signal: AbortSignal): Promise<LlmAnswer> {
    const { baseUrl, timeoutMs } = this.#options;
    const model = this.#client.getGenerativeModel({ model: request.model }, { baseUrl });
    const result = await sdkCall(
      // @note The SDK takes no notice of a signal that has aborted before.
      async (combined) => {
        combined.throwIfAborted();
        return model.generateContent(toBody(request), { signal: combined });
      },
      { provider: this.provider, timeoutMs, signal, describe },
    );
    const { candidates, promptFeedback, usageMetadata: usage } = readBody(this.provider, BODY, result.response);
    const candidate = candidates?.[0];
    const isBlocked = candidate === undefined && promptFeedback?.blockReason !== undefined;
    return checkedAnswer(this.provider, {
      text: candidate?.content?.parts?.map((part) => part.text ?? '').join('') ?? '',
      finishReason: isBlocked ? 'content_filter' : (FINISH_REASONS[candidate?.finishReason ?? ''] ?? 'other'),
      usage: usage ? { inputTokens: usage.promptTokenCount, outputTokens: usage.candidatesTokenCount } : null,
    });
  }
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
