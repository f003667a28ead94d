import express, { type Express, type RequestHandler } from 'express';
import { ProblemError } from './domain/errors.ts';
import { logAccess } from './http/access-log.ts';
import { handleErrors } from './http/error-handler.ts';
import { nameRequest } from './http/request-id.ts';
import type { Method, Route, Settings } from './http/route.ts';
import { ROUTES } from './http/routes.ts';
import { runRoute } from './http/run-route.ts';
import { securityHeaders } from './http/security-headers.ts';
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
  app.use(nameRequest(ports.ids), securityHeaders, logAccess(ports));
  for (const [path, routes] of Map.groupBy(ROUTES, (route) => route.path)) {
    for (const route of routes) {
      app[VERBS[route.method]](path, ...runRoute(route, ports, settings));
    }
    app.all(path, refuseMethod(routes));
  }
  app.use(() => {
    throw new ProblemError('not_found', 'There is nothing at this path');
  });
  app.use(handleErrors(ports.logger));
  return app;
}

function refuseMethod(routes: readonly Route[]): RequestHandler {
  const methods = routes.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  const allow = methods.join(', ');
  return () => {
    throw new ProblemError('method_not_allowed', `This path takes ${allow}`, { headers: { Allow: allow } });
  };
}
