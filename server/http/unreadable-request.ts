import { STATUS_CODES } from 'node:http';
import { PROBLEMS, type ProblemCode, ProblemError } from '../domain/errors.ts';
import type { Ids } from '../ports/ids.ts';
import { problemBody } from './problem.ts';

/** By the codes of Node's HTTP server. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  HPE_HEADER_OVERFLOW: 'headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request_timeout',
};

/** The whole answer, as bytes of HTTP/1.1, to what never became a request that a route could answer. */
export function unreadableRequest(ids: Ids): (error: Error) => string {
  return (error) => {
    const code = ('code' in error && typeof error.code === 'string' ? CODES[error.code] : undefined) ?? 'bad_request';
    const { status, title } = PROBLEMS[code];
    const requestId = ids.uuid();
    const body = JSON.stringify(problemBody(new ProblemError(code, title), requestId));
    return [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'Connection: close',
      'Cache-Control: no-store',
      'Content-Type: application/problem+json; charset=utf-8',
      'X-Content-Type-Options: nosniff',
      `X-Request-Id: ${requestId}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n');
  };
}
