import { bodyStream } from '../body-stream.ts';
import type { RecordedResponse } from './recorded-response.ts';

/** The recorded response for a carrier that takes web responses. */
export function toWebResponse(response: RecordedResponse, signal: AbortSignal): Response {
  const { status, headers } = response;
  if (response.isEmpty) {
    response.end({ kind: 'done' });
    return new Response(null, { status, headers });
  }
  const source = { next: () => response.next(), cancel: async () => response.end({ kind: 'abandoned' }) };
  return new Response(bodyStream(source, { signal, onEnd: (end) => response.end(end) }), { status, headers });
}

/** For such a carrier, the response that never began: it waits until the caller goes away, or the scenario has ended. */
export async function stayAsSilent(response: RecordedResponse, signal: AbortSignal): Promise<Response> {
  const leave = () => response.end({ kind: 'abandoned' });
  signal.addEventListener('abort', leave, { once: true });
  if (signal.aborted) {
    leave();
  }
  await response.untilOver();
  signal.removeEventListener('abort', leave);
  return Response.error();
}
