import type { RequestHandler } from 'express';
import { ProblemError } from '../domain/errors.ts';

/** A request of HTTP/1.1 names its host (RFC 9112, section 3.2). Node would refuse it too, without a problem. */
export const requireHost: RequestHandler = (request, _response, next) => {
  if (request.headers.host === undefined && request.httpVersion === '1.1') {
    throw new ProblemError('bad_request', 'The header Host is missing');
  }
  next();
};
