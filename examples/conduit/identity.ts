import type { Request, RequestHandler } from 'express';
import jwt from 'jsonwebtoken';
import { Problem } from './problems.ts';
import type { Reader, User } from './store.ts';

const SECRET = 'of-an-example-and-of-nothing-else';

export function issueToken({ id, username }: User): string {
  return jwt.sign({ id, username }, SECRET, { expiresIn: '60d' });
}

/** Who asks: by a token in the header, or else by the session of a browser. Throws 401 for a token that is none. */
export function readIdentity(request: Request): Reader {
  const [, token] = /^(?:Token|Bearer) (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) {
    return request.session.userId;
  }
  try {
    return (jwt.verify(token, SECRET, { algorithms: ['HS256'] }) as { readonly id: number }).id;
  } catch {
    throw new Problem(401, { token: ['is invalid'] });
  }
}

export function requireIdentity(request: Request): number {
  const id = readIdentity(request);
  if (id === undefined) {
    throw new Problem(401, { token: ['is missing'] });
  }
  return id;
}

/** For a route that only those who are signed in may use. */
export const signedIn: RequestHandler = (request, _response, next) => {
  requireIdentity(request);
  next();
};
