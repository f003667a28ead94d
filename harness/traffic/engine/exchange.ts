import type { LlmOutcome, OutgoingCall } from '../../evidence/llm-call.ts';
import { canonicalJson, jsonOf, type RequestShape, requestKeyOf } from '../cassette/request-key.ts';
import type { LlmOperation, Provider, ReceivedResponse } from '../providers/provider.ts';
import { findProvider } from '../providers/providers.ts';
import { readRequestKeys } from '../providers/read-request-keys.ts';
import type { StreamEnd } from './body-stream.ts';
import type { IncomingRequest } from './incoming-request.ts';

/** An intercepted request, read. */
export interface Exchange extends RequestShape {
  readonly request: IncomingRequest;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly key: string;
  readonly provider: Provider | null;
  readonly call: Omit<OutgoingCall, 'outcome'>;
  /** What the call asks for; null when it was not understood, so that its answer cannot be either. */
  readonly operation: LlmOperation | null;
}

export async function readExchange(request: IncomingRequest): Promise<Exchange> {
  const body = new Uint8Array(await request.arrayBuffer());
  const { method, headers } = request;
  const url = new URL(request.url);
  const provider = findProvider(url);
  const json = jsonOf(body);
  const parsed = provider?.protocol.parseRequest(method, url, json ?? null) ?? null;
  return {
    method,
    url: request.url,
    body,
    request,
    headers,
    key: requestKeyOf({ method, url: request.url, content: json === undefined ? body : canonicalJson(json) }),
    provider,
    call: {
      provider: provider?.name ?? url.host,
      ...(parsed ?? unknownCall(request.method, url)),
      isMadeWith: oneOf(readRequestKeys(headers, url)),
    },
    operation: parsed?.operation ?? null,
  };
}

/** Out here, it holds the keys alone. Beside the request it would hold that and its answer, until the scenario ends. */
function oneOf(keys: readonly string[]): (key: string) => boolean {
  return (key) => keys.includes(key);
}

/** A call that no protocol reads: named by its endpoint. */
function unknownCall(method: string, url: URL): Omit<OutgoingCall, 'outcome' | 'provider'> {
  return {
    operation: `${method} ${url.pathname}`,
    model: '',
    request: { system: null, messages: [], maxTokens: null, temperature: null, stream: false },
  };
}

/**
 * What came of a call: by the provider's protocol where the call was understood, otherwise by the status alone. A caller
 * that went away after a whole answer has been answered: the OpenAI SDK hangs up at `[DONE]`.
 */
export function outcomeOf(exchange: Exchange, end: StreamEnd, received: ReceivedResponse | null): LlmOutcome {
  if (end.kind === 'reset') {
    return { status: 'broken', reason: end.reason };
  }
  const outcome = received === null ? null : readOutcome(exchange, received);
  if (end.kind === 'done') {
    return outcome ?? { status: 'broken', reason: 'No answer began.' };
  }
  const isWhole = exchange.operation !== null && outcome !== null && outcome.status === 'answered';
  return isWhole ? outcome : { status: 'aborted' };
}

function readOutcome({ provider, operation }: Exchange, received: ReceivedResponse): LlmOutcome {
  if (operation !== null && provider !== null) {
    return provider.protocol.parseResponse(received, operation);
  }
  return received.status >= 400
    ? { status: 'refused', httpStatus: received.status }
    : { status: 'answered', text: '', finishReason: 'other', usage: null };
}
