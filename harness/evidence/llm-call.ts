/**
 * One outgoing LLM call, in terms that every provider shares. A call made through an SDK and one made to a scripted
 * double become the same value when the server asked for the same thing.
 */
export interface LlmCall {
  readonly provider: string;
  /** `chat` for OpenAI chat completions, Anthropic messages and Google generateContent. */
  readonly operation: string;
  readonly model: string;
  /** The key that it was made with, where the scenario had sent that key; any other is a secret, and is left out. */
  readonly key?: string;
  readonly request: LlmRequest;
  readonly outcome: LlmOutcome;
}

/** A call as it goes on. It holds no key and can be asked about one, so none gets written down by chance. */
export interface OutgoingCall extends Omit<LlmCall, 'key'> {
  /** Whether this is the key that the call is made with. Left out by a double that is not told one. */
  isMadeWith?(key: string): boolean;
}

export interface LlmRequest {
  readonly system: string | null;
  readonly messages: readonly LlmMessage[];
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  readonly stream: boolean;
}

export interface LlmMessage {
  readonly role: 'user' | 'assistant' | 'tool';
  readonly text: string;
}

export type LlmOutcome =
  | {
      readonly status: 'answered';
      readonly text: string;
      readonly finishReason: string;
      readonly usage: LlmUsage | null;
    }
  /** The provider answered with an error. `httpStatus` is what it said, or what a double claims it would have said. */
  | { readonly status: 'refused'; readonly httpStatus: number }
  /** No answer came that can be read: the connection broke, or what came was no answer. */
  | { readonly status: 'broken'; readonly reason: string }
  /** The one who asked went away before the answer had ended: its own client had gone, or its patience had. */
  | { readonly status: 'aborted' }
  /** The answer had not ended when the scenario had, and who asked still waited for it. */
  | { readonly status: 'open' }
  /** The request was on no cassette, so there is no outcome to compare. */
  | { readonly status: 'unrecorded' };

/** Tokens, as the provider counted them. */
export interface LlmUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a call is listed under: `openai/gpt-4o-mini`. */
export function modelOf(call: Pick<LlmCall, 'provider' | 'model'>): string {
  return `${call.provider}/${call.model}`;
}

/**
 * The order in which the `calls` channel lists calls: by model. Calls that run in parallel start in any order; those of
 * one model keep theirs.
 */
export function inModelOrder(calls: readonly LlmCall[]): LlmCall[] {
  return calls.toSorted((a, b) => (modelOf(a) < modelOf(b) ? -1 : modelOf(a) > modelOf(b) ? 1 : 0));
}
