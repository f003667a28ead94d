import type { Response } from 'express';
import { PROBLEMS, type ProblemError } from '../domain/errors.ts';

/** The body of an error, `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly [extension: string]: unknown;
}

export function problemBody(error: ProblemError, requestId: string): Problem {
  const { status, title } = PROBLEMS[error.code];
  return {
    type: `urn:ultra:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...error.extensions,
  };
}

export function sendProblem(response: Response, error: ProblemError, requestId: string): void {
  const { status } = PROBLEMS[error.code];
  response.status(status).set(challenge(error, status)).set(error.headers);
  response.type('application/problem+json').send(JSON.stringify(problemBody(error, requestId)));
}

/** RFC 6750, section 3: without a token no error is named, since none was made. */
function challenge(error: ProblemError, status: number): Record<string, string> {
  if (status !== 401) {
    return {};
  }
  const isTokenError = /^(token|api_key)_/.test(error.code) && error.code !== 'token_missing';
  const reason = isTokenError ? `, error="invalid_token", error_description="${PROBLEMS[error.code].title}"` : '';
  return { 'WWW-Authenticate': `Bearer realm="ultra"${reason}` };
}
