import type { OutgoingCall } from '../../evidence/llm-call.ts';
import type { OutgoingRequest } from '../../evidence/outgoing-request.ts';
import { hashRequestParts, parseJsonBytes, type RequestShape, toCanonicalContent } from '../cassette/request-key.ts';
import type { LlmOperation, ParsedLlmRequest, Provider } from '../providers/provider.ts';
import { readRequestKeys } from '../providers/read-request-keys.ts';
import type { Destination, Destinations } from './destinations.ts';
import type { IncomingRequest } from './incoming-request.ts';
import { describeRequest } from './observed-http.ts';

/** An intercepted request, read. */
export interface Exchange extends RequestShape {
  readonly request: IncomingRequest;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly key: string;
  /** What is known of the host; null where it is on no list. */
  readonly destination: Destination | null;
  /** The provider that speaks there; null for any other server. */
  readonly provider: Provider | null;
  readonly observed: ObservedRequest;
}

/** What the evidence tells of a request: an LLM call that is understood, or any other request. */
export type ObservedRequest =
  | { readonly kind: 'llm'; readonly operation: LlmOperation; readonly call: Omit<OutgoingCall, 'outcome'> }
  | { readonly kind: 'http'; readonly request: Omit<OutgoingRequest, 'outcome'> };

export async function readExchange(request: IncomingRequest, destinations: Destinations): Promise<Exchange> {
  const body = new Uint8Array(await request.arrayBuffer());
  const { method, headers } = request;
  const url = new URL(request.url);
  const destination = destinations.find(url);
  const provider = destination?.kind === 'llm' ? destination.provider : null;
  const json = parseJsonBytes(body);
  const parsed = provider?.protocol.parseRequest(method, url, json ?? null) ?? null;
  return {
    method,
    url: request.url,
    body,
    request,
    headers,
    key: hashRequestParts({ method, url: request.url, content: toCanonicalContent(body, json) }),
    destination,
    provider,
    observed:
      provider === null || parsed === null
        ? { kind: 'http', request: describeRequest({ method, url: request.url, headers, body }) }
        : toCall(parsed, { provider, keys: readRequestKeys(headers, url) }),
  };
}

/** It holds the keys alone. A closure beside the request would hold that and its response, until the scenario ends. */
function toCall(
  { operation, model, request }: ParsedLlmRequest,
  { provider, keys }: { readonly provider: Provider; readonly keys: readonly string[] },
): ObservedRequest {
  const isMadeWith = (key: string) => keys.includes(key);
  return { kind: 'llm', operation, call: { provider: provider.name, operation, model, request, isMadeWith } };
}
