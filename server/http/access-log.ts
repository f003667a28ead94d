import type { RequestHandler } from 'express';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Metrics } from '../ports/metrics.ts';
import { requestIdOf } from './request-id.ts';

/** One event a request, and its count. It names the route's pattern and not the URL, which can hold what no log may keep. */
export function logAccess({
  logger,
  clock,
  metrics,
}: {
  readonly logger: Logger;
  readonly clock: Clock;
  readonly metrics: Metrics;
}): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock.now().getTime();
    response.once('close', () => {
      const pattern: unknown = response.locals['route'];
      const durationMs = clock.now().getTime() - startedAt;
      logger.log('info', response.writableFinished ? 'request' : 'request_aborted', {
        requestId: requestIdOf(response),
        method: request.method,
        route: typeof pattern === 'string' ? pattern : null,
        status: response.statusCode,
        durationMs,
      });
      const labels = { method: request.method, route: typeof pattern === 'string' ? pattern : 'none' };
      metrics.request({ ...labels, status: String(response.statusCode) }, durationMs / 1000);
    });
    next();
  };
}
