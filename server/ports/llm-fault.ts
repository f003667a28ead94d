import type { LlmErrorKind } from './llm-provider.ts';

/** What a scripted provider shall do wrong. */
export interface LlmFault {
  readonly kind: LlmErrorKind;
  /** What the provider answers; without it, what is usual for this kind. */
  readonly httpStatus?: number;
  /** How many calls fail, from the first one on; every call when absent. Each attempt of a retry is a call. */
  readonly times?: number;
  readonly retryAfterMs?: number;
  /** Only calls whose system prompt holds this; all calls when absent. */
  readonly systemIncludes?: string;
}
