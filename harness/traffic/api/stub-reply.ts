import type { ProviderName } from '../providers/providers.ts';

/** An error that the stub upstream returns, in the form of the provider. */
export interface StubError {
  readonly status: number;
  /** Replaces the usual text of the provider for this status. */
  readonly body?: { readonly message?: string; readonly type?: string; readonly code?: string };
  /** With status 429 only: Retry-After, which is 1 second without it. A part of a second is sent as a decimal. */
  readonly retryAfterMs?: number;
}

interface StubMatch {
  /** Only requests to this provider; any without it. */
  readonly provider?: ProviderName;
  /** Only requests for exactly this model. */
  readonly model?: string;
  /** Only prompts (system text and all messages) that contain this. */
  readonly promptIncludes?: string | RegExp;
  /** Only the first so many requests that match; all of them without it. */
  readonly times?: number;
  /** How long the response is withheld, in milliseconds. */
  readonly delayMs?: number;
}

/** What the stub upstream answers to the requests that match. */
export type StubReply = StubMatch &
  (
    | { readonly text: string; readonly finishReason?: 'stop' | 'length' | 'content_filter'; readonly error?: never }
    | { readonly error: StubError; readonly text?: never; readonly finishReason?: never }
  );
