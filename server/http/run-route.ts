import type { Request, RequestHandler, Response } from 'express';
import type { Principal } from '../domain/accounts.ts';
import { admitWithin } from '../domain/rate-limits.ts';
import type { RequestLimiter } from '../domain/request-limiter.ts';
import type { Ports } from '../ports/ports.ts';
import { clientAddress } from './client-address.ts';
import { identify } from './identify.ts';
import { jsonBody } from './json-body.ts';
import { namingRequest } from './naming-request.ts';
import { requestIdOf } from './request-id.ts';
import type { Route, Settings } from './route.ts';
import { sendEvents } from './sse.ts';

export interface Application {
  readonly ports: Ports;
  readonly settings: Settings;
  /** Counts the requests of users and service keys. */
  readonly limiter: RequestLimiter;
}

/** What happens to a request of one route: access first, then its body, then its handler. */
export function runRoute(route: Route, application: Application): readonly RequestHandler[] {
  const body = route.body === null ? [] : jsonBody();
  return [announce(route), admit(route, application), ...body, handle(route, application)];
}

function announce(route: Route): RequestHandler {
  return (_request, response, next) => {
    response.locals['route'] = route.path;
    next();
  };
}

function admit(route: Route, { ports, settings, limiter }: Application): RequestHandler {
  return async (request, response, next) => {
    const principal = await identify(route, ports, request);
    if (principal !== null) {
      response.locals['principal'] = principal;
      response.set(await limiter.admit(principal.id));
    } else if (route.isSignIn) {
      response.set(await admitWithin(ports, settings.limits.signIns, clientAddress(request)));
    }
    next();
  };
}

function handle(route: Route, { ports, settings }: Application): RequestHandler {
  return async (request, response) => {
    const requestId = requestIdOf(response);
    const reply = await route.handle({
      ports: { ...ports, logger: namingRequest(ports.logger, requestId) },
      settings,
      params: pathParameters(request),
      requestId,
      header: (name) => request.get(name),
      authorization: request.get('authorization'),
      address: clientAddress(request),
      query: request.query,
      body: request.body,
      principal: principalOf(response),
      signal: untilClosed(response),
    });
    response.status(reply.status).set(reply.headers ?? {});
    if (reply.events !== undefined) {
      await sendEvents(response, reply.events, settings.streamHeartbeatMs);
    } else if (reply.text !== undefined) {
      response.end(reply.text);
    } else if (reply.body === undefined) {
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
