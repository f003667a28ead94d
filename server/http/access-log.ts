import type { RequestHandler } from 'express';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { requestIdOf } from './request-id.ts';

/** One event a request. It names the route's pattern and not the URL, which can hold what no log may keep. */
export function logAccess({ logger, clock }: { readonly logger: Logger; readonly clock: Clock }): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock.now().getTime();
    response.once('close', () => {
      const pattern: unknown = response.locals['route'];
      logger.log('info', response.writableFinished ? 'request' : 'request_aborted', {
        requestId: requestIdOf(response),
        method: request.method,
        route: typeof pattern === 'string' ? pattern : null,
        status: response.statusCode,
        durationMs: clock.now().getTime() - startedAt,
      });
    });
    next();
  };
}
