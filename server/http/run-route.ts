import type { Request, RequestHandler, Response } from 'express';
import { authenticate, type Principal } from '../domain/accounts.ts';
import type { Ports } from '../ports/ports.ts';
import { bearerToken } from './bearer.ts';
import { jsonBody } from './json-body.ts';
import type { Route, Settings } from './route.ts';

/** What happens to a request of one route: access first, then its body, then its handler. */
export function runRoute(route: Route, ports: Ports, settings: Settings): readonly RequestHandler[] {
  const body = route.body === null ? [] : jsonBody();
  return [announce(route), admit(route, ports), ...body, handle(route, ports, settings)];
}

function announce(route: Route): RequestHandler {
  return (_request, response, next) => {
    response.locals['route'] = route.path;
    if (route.isPrivate) {
      response.set('Cache-Control', 'no-store');
    }
    next();
  };
}

function admit(route: Route, ports: Ports): RequestHandler {
  return async (request, response, next) => {
    if (route.access === 'bearer') {
      response.locals['principal'] = await authenticate(ports, bearerToken(request.get('authorization')));
    }
    next();
  };
}

function handle(route: Route, ports: Ports, settings: Settings): RequestHandler {
  return async (request, response) => {
    const reply = await route.handle({
      ports,
      settings,
      params: pathParameters(request),
      query: request.query,
      body: request.body,
      principal: principalOf(response),
      signal: untilClosed(response),
    });
    response.status(reply.status).set(reply.headers ?? {});
    if (reply.body === undefined) {
      response.end();
    } else {
      response.json(reply.body);
    }
  };
}

function pathParameters(request: Request): Readonly<Record<string, string>> {
  const entries = Object.entries(request.params).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(entries);
}

function principalOf(response: Response): Principal | null {
  const principal: Principal | undefined = response.locals['principal'];
  return principal ?? null;
}

function untilClosed(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) {
      controller.abort();
    }
  });
  return controller.signal;
}
