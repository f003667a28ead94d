import { LlmError, type LlmErrorKind, type ProviderName } from '../../ports/llm-provider.ts';

/** What an SDK needs to know. */
export interface SdkOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  /** For the whole call, the body included. */
  readonly timeoutMs: number;
}

/** What can be learnt from an SDK's error. */
export interface ErrorFacts {
  /** `null` when no HTTP answer came. */
  readonly httpStatus: number | null;
  /** What the provider's body says: its type, code and message, to tell apart what shares a status. */
  readonly text: string;
  readonly retryAfterMs: number | null;
}

/**
 * Makes one call under a deadline. An abort by the caller comes out as `signal.reason`; everything else that an SDK
 * throws as LlmError, by the facts that `describe` finds in it.
 */
export async function sdkCall<T>(
  call: (signal: AbortSignal) => Promise<T>,
  context: {
    readonly provider: ProviderName;
    readonly timeoutMs: number;
    readonly signal: AbortSignal;
    readonly describe: (error: unknown) => ErrorFacts;
  },
): Promise<T> {
  const { provider, timeoutMs, signal, describe } = context;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const result = await call(AbortSignal.any([signal, deadline]));
    // @note A stream whose rest was already here runs to its end in spite of the abort.
    signal.throwIfAborted();
    return result;
  } catch (cause) {
    signal.throwIfAborted();
    // @note An SDK may end the stream of an aborted call without an error, so that it looks broken off.
    if (deadline.aborted) {
      throw new LlmError('timeout', { provider, cause });
    }
    if (cause instanceof LlmError) {
      throw cause;
    }
    const facts = describe(cause);
    throw new LlmError(kindOf(facts, cause), { ...facts, provider, cause });
  }
}

/** The body was no JSON, or JSON that the SDK trips over. `terminated` is fetch's word for a body that was cut. */
function isUnreadable(cause: unknown): boolean {
  return cause instanceof SyntaxError || (cause instanceof TypeError && cause.message !== 'terminated');
}

const BY_STATUS: Readonly<Record<number, LlmErrorKind>> = {
  401: 'authentication',
  402: 'quota',
  403: 'authentication',
  404: 'model_not_found',
  408: 'timeout',
  429: 'rate_limited',
};

/** Sources: the error pages of the OpenAI, Anthropic and Gemini API references. */
function kindOf({ httpStatus, text, retryAfterMs }: ErrorFacts, cause: unknown): LlmErrorKind {
  if (httpStatus === null) {
    return isUnreadable(cause) ? 'malformed' : 'network';
  }
  if (/API[_ ]key[_ ](not[_ ]valid|invalid)/i.test(text)) {
    return 'authentication';
  }
  // @note Google says the same words for a limit by the minute, but then also says how long to wait.
  const isUsedUp = /exceeded your current quota/i.test(text) && retryAfterMs === null;
  if (isUsedUp || /insufficient_quota|billing_error|credit balance/i.test(text)) {
    return 'quota';
  }
  if (/content_filter|content_policy/i.test(text)) {
    return 'content_filtered';
  }
  return BY_STATUS[httpStatus] ?? (httpStatus >= 500 ? 'server' : 'invalid_request');
}

/** `retry-after-ms`, else `retry-after` in seconds (RFC 9110, section 10.2.3); a date is not understood. */
export function retryAfterOf(headers: Headers | undefined): number | null {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (ms >= 0) {
    return ms;
  }
  const seconds = Number(headers?.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds * 1000 : null;
}
