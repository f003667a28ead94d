import { bypass } from 'msw';
import type { IncomingRequest } from '../incoming-request.ts';
import { interceptsRequests } from '../interception/intercept-http.ts';

/** Belong to one connection, or are set anew by fetch. */
const NOT_FORWARDED = ['host', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'accept-encoding'];

/**
 * Sends a request on, past the interception where there is one. Rejects as fetch does when no answer comes. The signal of the
 * request is passed on: who asked and went away cancels it.
 */
export async function forward(
  request: IncomingRequest,
  options: { readonly url: string; readonly body: Uint8Array<ArrayBuffer>; readonly signal: AbortSignal },
): Promise<Response> {
  const headers = new Headers(request.headers);
  for (const name of NOT_FORWARDED) {
    headers.delete(name);
  }
  const { method } = request;
  return await fetch(options.url, {
    method,
    // Only the mark that bypass() sets is taken over: it turns a body into a stream, which would be sent without a length.
    headers: interceptsRequests() ? bypass(options.url, { method, headers }).headers : headers,
    signal: AbortSignal.any([request.signal, options.signal]),
    redirect: 'manual',
    ...(options.body.length === 0 ? {} : { body: options.body }),
  });
}
