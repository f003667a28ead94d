import type { LlmOutcome, LlmToolCall, LlmUsage } from '../../evidence/llm-call.ts';
import type { ReceivedResponse } from './provider.ts';

/** The words of a provider for why a response ended, and the word that all of them share. */
export type FinishReasons = Readonly<Record<string, 'stop' | 'length' | 'tool_calls' | 'content_filter'>>;

export interface CompletedResponse {
  readonly text: string;
  readonly toolCalls?: readonly LlmToolCall[];
  /** In the provider's own words; null when the provider did not say that it had finished. */
  readonly finishReason: string | null;
  readonly usage: LlmUsage | null;
}

/** A response counts only when the provider said that it had finished: the end of a connection proves nothing. */
export function toOutcome(
  { text, toolCalls = [], finishReason, usage }: CompletedResponse,
  reasons: FinishReasons,
): LlmOutcome {
  if (finishReason === null) {
    return toBroken('The response ends before the provider says that it has finished.');
  }
  const shared = Object.hasOwn(reasons, finishReason) ? reasons[finishReason] : undefined;
  return {
    status: 'answered',
    text,
    ...(toolCalls.length === 0 ? {} : { toolCalls }),
    finishReason: shared ?? 'other',
    usage,
  };
}

export function toBroken(reason: string): LlmOutcome {
  return { status: 'broken', reason };
}

/** `refused` for an HTTP error, otherwise null: the body has to be read. */
export function readRefusal(response: ReceivedResponse): LlmOutcome | null {
  return response.status >= 200 && response.status < 300 ? null : { status: 'refused', httpStatus: response.status };
}

export function toUsage(inputTokens: number | null, outputTokens: number | null): LlmUsage | null {
  return inputTokens === null && outputTokens === null
    ? null
    : { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
}

/** The body as text. A byte sequence that is not UTF-8 becomes U+FFFD, as the SDKs read it. */
export function readText(response: ReceivedResponse): string {
  return new TextDecoder().decode(response.body);
}
