import { z } from 'zod';
import { jsonObjectSchema, jsonSchema, list, object } from './schema.ts';

/** A tool that the model wants to be called. */
export const llmToolCallSchema = object({
  /** In a request: which call of the conversation it is, `#1` for the first. The provider makes up its own ids. */
  id: z.string().exactOptional(),
  name: z.string(),
  /** As JSON, or as text where they are none. */
  arguments: jsonSchema,
});

export type LlmToolCall = z.infer<typeof llmToolCallSchema>;

export const llmMessageSchema = object({
  /** `system` for instructions after the first message of somebody else; those before it are `system` of the request. */
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  text: z.string(),
  /** The tools that the model had called there. */
  toolCalls: list(llmToolCallSchema).exactOptional(),
  /** The id of the call that this is the result of. */
  toolCallId: z.string().exactOptional(),
  /** Everything else that the message holds, such as images, as the provider names it. */
  other: jsonObjectSchema.exactOptional(),
});

export type LlmMessage = z.infer<typeof llmMessageSchema>;

export const llmRequestSchema = object({
  system: z.string().nullable(),
  messages: list(llmMessageSchema),
  maxTokens: z.number().nullable(),
  temperature: z.number().nullable(),
  stream: z.boolean(),
  /**
   * Every other member of the request, as the provider names it: tools, tool_choice, response_format, top_p, stop, seed,
   * metadata. Left out where there is none.
   */
  options: jsonObjectSchema.exactOptional(),
});

export type LlmRequest = z.infer<typeof llmRequestSchema>;

/** Tokens, as the provider counted them. */
export const llmUsageSchema = object({ inputTokens: z.number(), outputTokens: z.number() });

export type LlmUsage = z.infer<typeof llmUsageSchema>;

export const llmOutcomeSchema = z.discriminatedUnion('status', [
  object({
    status: z.literal('answered'),
    text: z.string(),
    /** The tools that the model calls, also of a stream, put together. Left out where there is none. */
    toolCalls: list(llmToolCallSchema).exactOptional(),
    finishReason: z.string(),
    usage: llmUsageSchema.nullable(),
  }),
  /** The provider answered with an error. `httpStatus` is what it said, or what a double claims it would have said. */
  object({ status: z.literal('refused'), httpStatus: z.number() }),
  /** No readable response came: the connection broke, or what came was not a response. */
  object({ status: z.literal('broken'), reason: z.string() }),
  /** The caller went away before the response had ended: its own client had gone, or its time-out had passed. */
  object({ status: z.literal('aborted') }),
  /** The response had not ended when the scenario had, and the caller still waited for it. */
  object({ status: z.literal('open') }),
  /** The request was in no cassette, so there is no outcome to compare. */
  object({ status: z.literal('unrecorded') }),
]);

export type LlmOutcome = z.infer<typeof llmOutcomeSchema>;

/**
 * One outgoing LLM call, in terms that every provider shares. A call made through an SDK and one made to a scripted
 * double become the same value when the server asked for the same thing.
 */
export const llmCallSchema = object({
  provider: z.string(),
  /** `chat` for OpenAI chat completions, Anthropic messages and Google generateContent. */
  operation: z.string(),
  model: z.string(),
  /** The key that it was made with, where the scenario had sent that key; any other is a secret, and is left out. */
  key: z.string().exactOptional(),
  request: llmRequestSchema,
  outcome: llmOutcomeSchema,
});

export type LlmCall = z.infer<typeof llmCallSchema>;

/** A call as it goes on. It holds no key and can be asked about one, so none gets written down by chance. */
export interface OutgoingCall extends Omit<LlmCall, 'key'> {
  /** Whether this is the key that the call is made with. Left out by a double that is not told one. */
  isMadeWith?(key: string): boolean;
}

/** What a call is listed under: `openai/gpt-4o-mini`. */
export function getModelName(call: Pick<LlmCall, 'provider' | 'model'>): string {
  return `${call.provider}/${call.model}`;
}

/**
 * The order in which the `calls` channel lists calls: by model. Calls that run in parallel start in any order; those of
 * one model keep theirs.
 */
export function inModelOrder(calls: readonly LlmCall[]): LlmCall[] {
  return calls.toSorted((a, b) => (getModelName(a) < getModelName(b) ? -1 : getModelName(a) > getModelName(b) ? 1 : 0));
}
