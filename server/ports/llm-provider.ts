export const PROVIDERS = ['openai', 'anthropic', 'google'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

interface LlmMessage {
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

export interface LlmRequest {
  readonly model: string;
  readonly system: string | null;
  readonly messages: readonly LlmMessage[];
  readonly maxTokens: number;
  /** `null` leaves the provider's own default. */
  readonly temperature: number | null;
}

export type FinishReason = 'stop' | 'length' | 'content_filter' | 'other';

/** Tokens, as the provider counted them. */
export interface LlmUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface LlmAnswer {
  /** Never empty. */
  readonly text: string;
  readonly finishReason: FinishReason;
  /** `null` when the provider did not count. */
  readonly usage: LlmUsage | null;
}

export const LLM_ERROR_KINDS = [
  'authentication',
  'rate_limited',
  'quota',
  'model_not_found',
  'invalid_request',
  'content_filtered',
  'timeout',
  'network',
  'server',
  'malformed',
] as const;
export type LlmErrorKind = (typeof LLM_ERROR_KINDS)[number];

/** A call that gave no answer. An error is never text. */
export class LlmError extends Error {
  readonly code = 'llm_failed';
  readonly kind: LlmErrorKind;
  readonly provider: ProviderName;
  /** What the provider said; `null` when no HTTP answer came. */
  readonly httpStatus: number | null;
  readonly retryAfterMs: number | null;

  constructor(
    kind: LlmErrorKind,
    details: {
      readonly provider: ProviderName;
      readonly httpStatus?: number | null;
      readonly retryAfterMs?: number | null;
      readonly cause?: unknown;
    },
  ) {
    super(`${details.provider} failed: ${kind}`, { cause: details.cause });
    this.name = 'LlmError';
    this.kind = kind;
    this.provider = details.provider;
    this.httpStatus = details.httpStatus ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/** Takes the next piece of an answer that is still being written. */
export type TextListener = (piece: string) => void;

export interface LlmProvider {
  readonly provider: ProviderName;
  /**
   * Throws LlmError, or `signal.reason` when the caller aborts. With `onText` the answer is streamed: the pieces, one
   * after the other, are the text of the answer, and an answer that breaks off is an LlmError, never a shorter text.
   */
  complete(request: LlmRequest, signal: AbortSignal, onText?: TextListener): Promise<LlmAnswer>;
}

/** What calls have taught about a provider. A key that is present is `unverified`, not `usable`. */
export type ProviderStatus = 'unverified' | 'usable' | 'missing_key' | 'unauthorized' | 'rate_limited' | 'unreachable';

export interface MonitoredProvider extends LlmProvider {
  readonly status: ProviderStatus;
}
