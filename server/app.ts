import express, { type Express, type RequestHandler } from 'express';
import { ProblemError } from './domain/errors.ts';
import { RequestLimiter } from './domain/request-limiter.ts';
import { logAccess } from './http/access-log.ts';
import { handleErrors } from './http/error-handler.ts';
import { nameRequest } from './http/request-id.ts';
import { requireHost } from './http/require-host.ts';
import type { Method, Route, Settings } from './http/route.ts';
import { ROUTES } from './http/routes.ts';
import { runRoute } from './http/run-route.ts';
import { noStore, securityHeaders } from './http/security-headers.ts';
import type { Ports } from './ports/ports.ts';

const VERBS: Readonly<Record<Method, 'get' | 'post' | 'put' | 'delete'>> = {
  GET: 'get',
  POST: 'post',
  PUT: 'put',
  DELETE: 'delete',
};

/** The application, not listening. It has the routes of the registry and no others. */
export function createApp(ports: Ports, settings: Settings): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('trust proxy', settings.trustedProxies);
  app.use(nameRequest(ports.ids), securityHeaders, noStore, logAccess(ports), requireHost);
  const application = { ports, settings, limiter: new RequestLimiter(ports, settings.limits.requests) };
  for (const [path, routes] of Map.groupBy(ROUTES, (route) => route.path)) {
    for (const route of routes) {
      app[VERBS[route.method]](path, ...runRoute(route, application));
    }
    app.options(path, tellMethods(routes));
    app.all(path, refuseMethod(routes));
  }
  app.use(() => {
    throw new ProblemError('not_found', 'There is nothing at this path');
  });
  app.use(handleErrors(ports.logger));
  return app;
}

/** RFC 9110, section 9.3.7. No other origin is let in: there are no CORS headers. */
function tellMethods(routes: readonly Route[]): RequestHandler {
  return (_request, response) => {
    response.status(204).set('Allow', methodsOf(routes)).end();
  };
}

function refuseMethod(routes: readonly Route[]): RequestHandler {
  const allow = methodsOf(routes);
  return () => {
    throw new ProblemError('method_not_allowed', `This path takes ${allow}`, { headers: { Allow: allow } });
  };
}

function methodsOf(routes: readonly Route[]): string {
  return [...routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])), 'OPTIONS'].join(', ');
}
