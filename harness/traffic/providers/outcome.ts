import type { LlmOutcome, LlmUsage } from '../../evidence/llm-call.ts';
import type { ReceivedResponse } from './llm-protocol.ts';

/** The providers' words for why an answer ended, and the word that all of them share. */
const FINISH_REASONS: Readonly<Record<string, string>> = {
  stop: 'stop',
  end_turn: 'stop',
  stop_sequence: 'stop',
  STOP: 'stop',
  length: 'length',
  max_tokens: 'length',
  MAX_TOKENS: 'length',
  tool_calls: 'tool_calls',
  function_call: 'tool_calls',
  tool_use: 'tool_calls',
  content_filter: 'content_filter',
  refusal: 'content_filter',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
};

export interface Answer {
  readonly text: string;
  /** In the provider's own words; null when the provider did not say that it had finished. */
  readonly finishReason: string | null;
  readonly usage: LlmUsage | null;
}

/** An answer counts only when the provider said that it had finished: the end of a connection proves nothing. */
export function answered(answer: Answer): LlmOutcome {
  if (answer.finishReason === null) {
    return broken('The answer ends before the provider says that it has finished.');
  }
  return {
    status: 'answered',
    text: answer.text,
    finishReason: FINISH_REASONS[answer.finishReason] ?? 'other',
    usage: answer.usage,
  };
}

export function broken(reason: string): LlmOutcome {
  return { status: 'broken', reason };
}

/** `refused` for an HTTP error, otherwise null: the body has to be read. */
export function refusalOf(response: ReceivedResponse): LlmOutcome | null {
  return response.status >= 200 && response.status < 300 ? null : { status: 'refused', httpStatus: response.status };
}

export function usageOf(inputTokens: number | null, outputTokens: number | null): LlmUsage | null {
  return inputTokens === null && outputTokens === null
    ? null
    : { inputTokens: inputTokens ?? 0, outputTokens: outputTokens ?? 0 };
}

/** The body as text. A byte sequence that is not UTF-8 becomes U+FFFD, as the SDKs read it. */
export function textOf(response: ReceivedResponse): string {
  return new TextDecoder().decode(response.body);
}
