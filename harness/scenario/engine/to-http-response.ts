import type { HttpResponse as SeenResponse } from '../../evidence/step.ts';
import { joinHeaders } from '../../values/headers.ts';
import type { HttpResponse } from '../api/http-response.ts';

/** A response as targets are told of it. */
export function toHttpResponse({ status, headers, body }: SeenResponse): HttpResponse {
  return { status, headers: joinHeaders(headers), body };
}
