import type { LlmOutcome, LlmRequest } from '../../evidence/llm-call.ts';
import type { Json } from '../../values/json.ts';

/**
 * What a provider is asked to do. `chat` stands for OpenAI chat completions, Anthropic messages and Google
 * generateContent; `responses` for the OpenAI Responses API.
 */
export type LlmOperation = 'chat' | 'responses' | 'embeddings' | 'models' | 'count_tokens';

export interface ParsedLlmRequest {
  readonly operation: LlmOperation;
  readonly model: string;
  readonly request: LlmRequest;
}

/** An HTTP answer as it was received, content-encoding removed. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What one LLM provider says over HTTP, read in terms that every provider shares. */
export interface LlmProtocol {
  readonly provider: string;
  /** Scheme and host of the provider's public API, without a path. */
  readonly origin: string;
  /** The call that this request makes, or null when it is none that is understood (it can still be recorded and replayed). */
  parseRequest(method: string, url: URL, body: Json): ParsedLlmRequest | null;
  /**
   * `broken` when the answer is not a whole answer by the provider's protocol, even if the connection ended well.
   * `operation` is what was asked for, `chat` without it.
   */
  parseResponse(response: ReceivedResponse, operation?: LlmOperation): LlmOutcome;
  /** An error body in the provider's own shape, so that its SDK shows the message. */
  errorBody(message: string): Json;
}
