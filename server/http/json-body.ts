import express, { type NextFunction, type Request, type RequestHandler } from 'express';
import { PROBLEMS, ProblemError } from '../domain/errors.ts';

const LIMIT = 64 * 1024;

/** Reads a JSON body. The errors of the parser become problems in the error handler. */
export function jsonBody(): readonly RequestHandler[] {
  const parse = express.json({ limit: LIMIT, strict: false });
  return [
    requireJson,
    (request, response, next) => (isEmpty(request) ? next() : parse(request, response, impatient(request, next))),
  ];
}

/**
 * The parser says that a body is too large when it has read all of it, which for a body without an end is never. Here it is
 * said as soon as so much has come; what the parser says then is passed over.
 */
function impatient(request: Request, next: NextFunction): NextFunction {
  let received = 0;
  let isSaid = false;
  const say = (error?: unknown): void => {
    request.off('data', count);
    if (!isSaid) {
      isSaid = true;
      next(error);
    }
  };
  const count = (piece: Buffer): void => {
    received += piece.length;
    if (received > LIMIT) {
      say(new ProblemError('payload_too_large', PROBLEMS.payload_too_large.title));
    }
  };
  request.on('data', count);
  return say;
}

const requireJson: RequestHandler = (request, _response, next) => {
  // @note `is` gives null without a body; then the schema says what is missing.
  if (!isEmpty(request) && request.is('application/json') === false) {
    throw new ProblemError('unsupported_media_type', 'Send the body as application/json');
  }
  next();
};

function isEmpty(request: Request): boolean {
  return request.get('content-length') === '0';
}
