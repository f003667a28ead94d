import express, { type Request, type RequestHandler } from 'express';
import { ProblemError } from '../domain/errors.ts';

const LIMIT = '64kb';

/** Reads a JSON body. The errors of the parser become problems in the error handler. */
export function jsonBody(): readonly RequestHandler[] {
  const parse = express.json({ limit: LIMIT, strict: false });
  return [requireJson, (request, response, next) => (isEmpty(request) ? next() : parse(request, response, next))];
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
