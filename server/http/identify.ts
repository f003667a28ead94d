import type { Request } from 'express';
import { authenticate, type Principal } from '../domain/accounts.ts';
import { ProblemError } from '../domain/errors.ts';
import { authenticateKey, isServiceKey } from '../domain/service-keys.ts';
import type { Ports } from '../ports/ports.ts';
import { bearerToken } from './bearer.ts';
import type { Route } from './route.ts';

/**
 * Who sends this request, by what its route accepts; `null` at a route for everybody.
 * @throws ProblemError of every code that begins with token_ or api_key_
 */
export async function identify(route: Route, ports: Ports, request: Request): Promise<Principal | null> {
  if (route.access === 'public') {
    return null;
  }
  const authorization = request.get('authorization');
  if (route.access === 'bearer') {
    return authenticate(ports, bearerToken(authorization));
  }
  const apiKey = request.get('x-api-key');
  if (apiKey !== undefined && authorization !== undefined) {
    throw new ProblemError('bad_request', 'Send either X-API-Key or Authorization');
  }
  const credential = apiKey ?? bearerToken(authorization);
  return apiKey !== undefined || isServiceKey(credential)
    ? authenticateKey(ports, credential, route.scope)
    : authenticate(ports, credential);
}
