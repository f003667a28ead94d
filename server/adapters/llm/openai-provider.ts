import OpenAI from 'openai';
import { z } from 'zod';
import type {
  FinishReason,
  LlmAnswer,
  LlmProvider,
  LlmRequest,
  LlmUsage,
  TextListener,
} from '../../ports/llm-provider.ts';
import { checkedAnswer, readBody } from './checked-answer.ts';
import { type ErrorFacts, retryAfterOf, type SdkOptions, sdkCall } from './sdk-call.ts';
import { brokenOff, StreamedText } from './streamed-text.ts';

const BODY = z.object({
  choices: z.tuple(
    [
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    ],
    z.unknown(),
  ),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish(),
});

const CHUNK = z.object({
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
    }),
  ),
  usage: BODY.shape.usage,
});

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content_filter',
};

/** OpenAI chat completions (https://platform.openai.com/docs/api-reference/chat/create). */
export class OpenAiProvider implements LlmProvider {
  readonly provider = 'openai';
  readonly #client: OpenAI;
  readonly #timeoutMs: number;

  constructor({ apiKey, baseUrl, timeoutMs }: SdkOptions) {
    this.#timeoutMs = timeoutMs;
    // @note What is not given here the SDK would take from the environment.
    this.#client = new OpenAI({
      ...{ apiKey, baseURL: baseUrl, timeout: timeoutMs, maxRetries: 0, logLevel: 'off' },
      ...{ adminAPIKey: null, organization: null, project: null, webhookSecret: null },
    });
  }

  async complete(request: LlmRequest, signal: AbortSignal, onText?: TextListener): Promise<LlmAnswer> {
    if (onText !== undefined) {
      const call = (combined: AbortSignal) => this.#stream(request, combined, onText);
      return sdkCall(call, { provider: this.provider, timeoutMs: this.#timeoutMs, signal, describe });
    }
    const body = await sdkCall<unknown>(
      (combined) => this.#client.chat.completions.create(toBody(request), { signal: combined }),
      { provider: this.provider, timeoutMs: this.#timeoutMs, signal, describe },
    );
    const { choices, usage } = readBody(this.provider, BODY, body);
    const [{ message, finish_reason: reason }] = choices;
    const isRefused = typeof message.refusal === 'string' && message.refusal !== '';
    return checkedAnswer(this.provider, {
      text: message.content ?? '',
      finishReason: isRefused ? 'content_filter' : (FINISH_REASONS[reason ?? ''] ?? 'other'),
      usage: toUsage(usage),
    });
  }

  async #stream(request: LlmRequest, signal: AbortSignal, onText: TextListener): Promise<LlmAnswer> {
    const stream = await this.#client.chat.completions.create(
      { ...toBody(request), stream: true, stream_options: { include_usage: true } },
      { signal },
    );
    const text = new StreamedText(onText);
    let reason: string | null = null;
    let isRefused = false;
    let usage: LlmUsage | null = null;
    for await (const event of stream) {
      const chunk = readBody(this.provider, CHUNK, event);
      const [choice] = chunk.choices;
      text.push(choice?.delta?.content ?? '');
      isRefused ||= (choice?.delta?.refusal ?? '') !== '';
      reason = choice?.finish_reason ?? reason;
      usage = toUsage(chunk.usage) ?? usage;
    }
    if (reason === null) {
      throw brokenOff(this.provider);
    }
    const finishReason = isRefused ? 'content_filter' : (FINISH_REASONS[reason] ?? 'other');
    return checkedAnswer(this.provider, { text: text.end(), finishReason, usage });
  }
}

function toUsage(usage: z.output<typeof BODY>['usage']): LlmUsage | null {
  return usage ? { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } : null;
}

function toBody({ model, system, messages, maxTokens, temperature }: LlmRequest) {
  return {
    model,
    messages: [
      ...(system === null ? [] : [{ role: 'system' as const, content: system }]),
      ...messages.map(({ role, text }) => ({ role, content: text })),
    ],
    max_tokens: maxTokens,
    ...(temperature === null ? {} : { temperature }),
  };
}

/** What an error within a stream means, which came with 200; an error of the connection has no type. */
function eventStatus({ type, code }: { readonly type?: string | undefined; readonly code?: unknown }): number | null {
  if (code === 'rate_limit_exceeded') {
    return 429;
  }
  return type === undefined ? null : type === 'invalid_request_error' ? 400 : 500;
}

function describe(error: unknown): ErrorFacts {
  if (!(error instanceof OpenAI.APIError)) {
    return { httpStatus: null, text: '', retryAfterMs: null };
  }
  return {
    httpStatus: error.status ?? eventStatus(error),
    text: `${error.type ?? ''} ${error.code ?? ''} ${error.message}`,
    retryAfterMs: retryAfterOf(error.headers),
  };
}
