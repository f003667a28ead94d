import type { ErrorRequestHandler } from 'express';
import { PROBLEMS, type ProblemCode, ProblemError } from '../domain/errors.ts';
import { DatabaseUnavailable } from '../ports/database-unavailable.ts';
import type { Logger } from '../ports/logger.ts';
import { sendProblem } from './problem.ts';
import { requestIdOf } from './request-id.ts';

const RETRY_AFTER_SECONDS = '5';

/** By the `type` that body-parser gives its errors. */
const PARSER_PROBLEMS: Readonly<Record<string, ProblemCode>> = {
  'entity.parse.failed': 'json_invalid',
  'entity.too.large': 'payload_too_large',
  'encoding.unsupported': 'unsupported_media_type',
  'charset.unsupported': 'unsupported_media_type',
};

/** The only place that turns an error into an answer. What it does not know is a 500 that tells the client nothing. */
export function handleErrors(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const requestId = requestIdOf(response);
    if (response.destroyed) {
      // @note The client has gone, which is what aborted the work; the access log says so.
      return;
    }
    const problem = problemFor(error);
    logFailure(logger, problem, { error, requestId });
    if (response.headersSent) {
      response.destroy();
      return;
    }
    sendProblem(response, problem, requestId);
  };
}

/** What is not the client's fault is logged. */
export function logFailure(
  logger: Logger,
  problem: ProblemError,
  { error, requestId }: { readonly error: unknown; readonly requestId: string },
): void {
  if (PROBLEMS[problem.code].status >= 500) {
    logger.log(problem.code === 'internal_error' ? 'error' : 'warn', problem.code, {
      requestId,
      error: error instanceof Error ? error.name : typeof error,
      message: error instanceof Error ? error.message : null,
      stack: problem.code === 'internal_error' && error instanceof Error ? (error.stack ?? null) : null,
    });
  }
}

export function problemFor(error: unknown): ProblemError {
  if (error instanceof ProblemError) {
    return error;
  }
  if (error instanceof DatabaseUnavailable) {
    return new ProblemError('database_unavailable', 'Try again in a moment', {
      headers: { 'Retry-After': RETRY_AFTER_SECONDS },
    });
  }
  return requestProblem(error) ?? new ProblemError('internal_error', 'The failure has been logged');
}

/** Express and its parsers mark what the client did wrong with a status under 500. */
function requestProblem(error: unknown): ProblemError | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number' || error.status >= 500) {
    return null;
  }
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  const code = PARSER_PROBLEMS[type] ?? 'bad_request';
  return new ProblemError(code, PROBLEMS[code].title);
}
