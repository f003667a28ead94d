import type { Response } from 'express';
import { PROBLEMS, type ProblemError } from '../domain/errors.ts';

/** The body of an error, `application/problem+json` (RFC 9457). */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly [extension: string]: unknown;
}

export function sendProblem(response: Response, error: ProblemError, requestId: string): void {
  const { status, title } = PROBLEMS[error.code];
  const problem: Problem = {
    type: `urn:ultra:problem:${error.code}`,
    title,
    status,
    detail: error.message,
    code: error.code,
    requestId,
    ...error.extensions,
  };
  response.status(status).set(challenge(error, status)).set(error.headers);
  response.type('application/problem+json').send(JSON.stringify(problem));
}

/** RFC 6750, section 3: without a token no error is named, since none was made. */
function challenge(error: ProblemError, status: number): Record<string, string> {
  if (status !== 401) {
    return {};
  }
  const isTokenError = error.code.startsWith('token_') && error.code !== 'token_missing';
  const reason = isTokenError ? `, error="invalid_token", error_description="${PROBLEMS[error.code].title}"` : '';
  return { 'WWW-Authenticate': `Bearer realm="ultra"${reason}` };
}
