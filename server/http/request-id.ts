import type { RequestHandler, Response } from 'express';
import type { Ids } from '../ports/ids.ts';

const ACCEPTED = /^[A-Za-z0-9._-]{1,64}$/;

/** Names every request: by the client's `X-Request-Id` when that is sound, else by an id of our own. */
export function nameRequest(ids: Ids): RequestHandler {
  return (request, response, next) => {
    const sent = request.get('x-request-id');
    const requestId = sent !== undefined && ACCEPTED.test(sent) ? sent : ids.uuid();
    response.locals['requestId'] = requestId;
    response.set('X-Request-Id', requestId);
    next();
  };
}

export function requestIdOf(response: Response): string {
  return String(response.locals['requestId']);
}
