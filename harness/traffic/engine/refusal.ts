import type { Provider } from '../providers/provider.ts';

/**
 * The response to a request that is not served: status 599, which no server uses, and no error handling expects; marked as not worth a retry for the OpenAI and Anthropic SDKs; the message where the SDK looks for
 * it.
 */
export function refuse(message: string, provider: Provider | null): Response {
  const body = provider === null ? { error: { message } } : provider.errors.unrecorded(message);
  return Response.json(body, {
    status: 599,
    statusText: 'Not Recorded',
    headers: { 'x-should-retry': 'false', 'x-ultra-parity': 'unrecorded' },
  });
}
