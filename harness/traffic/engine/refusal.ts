import type { LlmProtocol } from '../providers/llm-protocol.ts';

/**
 * The answer to a request that is not served: status 599, which no provider uses, so that nobody's error handling takes it
 * for an expected one; marked as not worth a retry for the OpenAI and Anthropic SDKs; the message where the SDK looks for
 * it.
 */
export function refusal(message: string, protocol: LlmProtocol | null): Response {
  const body = protocol === null ? { error: { message } } : protocol.errorBody(message);
  return Response.json(body, {
    status: 599,
    statusText: 'Not Recorded',
    headers: { 'x-should-retry': 'false', 'x-ultra-parity': 'unrecorded' },
  });
}
