import Anthropic from '@anthropic-ai/sdk';
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
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  stop_reason: z.string().nullish(),
  usage: z.object({ input_tokens: z.int(), output_tokens: z.int() }).nullish(),
});

const COUNTS = z.object({ input_tokens: z.int().nullish(), output_tokens: z.int().nullish() }).nullish();

/** The members of all kinds of event that matter here. */
const EVENT = z.object({
  type: z.string(),
  message: z.object({ usage: COUNTS }).optional(),
  delta: z
    .object({ type: z.string().optional(), text: z.string().optional(), stop_reason: z.string().nullish() })
    .optional(),
  usage: COUNTS,
});

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  refusal: 'content_filter',
};

/** Anthropic messages (https://docs.anthropic.com/en/api/messages). */
export class AnthropicProvider implements LlmProvider {
  readonly provider = 'anthropic';
  readonly #client: Anthropic;
  readonly #timeoutMs: number;

  constructor({ apiKey, baseUrl, timeoutMs }: SdkOptions) {
    this.#timeoutMs = timeoutMs;
    // @note What is not given here the SDK would take from the environment.
    this.#client = new Anthropic({
      ...{ apiKey, baseURL: baseUrl, timeout: timeoutMs, maxRetries: 0, logLevel: 'off' },
      ...{ authToken: null, webhookKey: null },
    });
  }

  async complete(request: LlmRequest, signal: AbortSignal, onText?: TextListener): Promise<LlmAnswer> {
    if (onText !== undefined) {
      const call = (combined: AbortSignal) => this.#stream(request, combined, onText);
      return sdkCall(call, { provider: this.provider, timeoutMs: this.#timeoutMs, signal, describe });
    }
    const body = await sdkCall<unknown>(
      (combined) => this.#client.messages.create(toBody(request), { signal: combined }),
      { provider: this.provider, timeoutMs: this.#timeoutMs, signal, describe },
    );
    const { content, stop_reason: reason, usage } = readBody(this.provider, BODY, body);
    return checkedAnswer(this.provider, {
      text: content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join(''),
      finishReason: FINISH_REASONS[reason ?? ''] ?? 'other',
      usage: usage ? { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens } : null,
    });
  }

  async #stream(request: LlmRequest, signal: AbortSignal, onText: TextListener): Promise<LlmAnswer> {
    const stream = await this.#client.messages.create({ ...toBody(request), stream: true }, { signal });
    const text = new StreamedText(onText);
    let reason: string | null = null;
    let isWhole = false;
    let usage: LlmUsage | null = null;
    for await (const event of stream) {
      const { type, message, delta, usage: counts } = readBody(this.provider, EVENT, event);
      text.push(delta?.type === 'text_delta' ? (delta.text ?? '') : '');
      reason = delta?.stop_reason ?? reason;
      usage = counted(usage, message?.usage ?? counts);
      isWhole ||= type === 'message_stop';
    }
    if (!isWhole) {
      throw brokenOff(this.provider);
    }
    const finishReason = FINISH_REASONS[reason ?? ''] ?? 'other';
    return checkedAnswer(this.provider, { text: text.end(), finishReason, usage });
  }
}

/** The counts are cumulative, and the last event that has one has the last word. */
function counted(before: LlmUsage | null, counts: z.output<typeof COUNTS>): LlmUsage | null {
  return counts
    ? {
        inputTokens: counts.input_tokens ?? before?.inputTokens ?? 0,
        outputTokens: counts.output_tokens ?? before?.outputTokens ?? 0,
      }
    : before;
}

function toBody({ model, system, messages, maxTokens, temperature }: LlmRequest) {
  return {
    model,
    max_tokens: maxTokens,
    messages: messages.map(({ role, text }) => ({ role, content: text })),
    ...(system === null ? {} : { system }),
    ...(temperature === null ? {} : { temperature }),
  };
}

/** What an `error` event of a stream means, which came with 200 (https://docs.anthropic.com/en/api/errors). */
const EVENT_STATUSES: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

function describe(error: unknown): ErrorFacts {
  if (!(error instanceof Anthropic.APIError)) {
    return { httpStatus: null, text: '', retryAfterMs: null };
  }
  return {
    httpStatus: error.status ?? EVENT_STATUSES[error.type ?? ''] ?? null,
    text: `${error.type ?? ''} ${error.message}`,
    retryAfterMs: retryAfterOf(error.headers),
  };
}
