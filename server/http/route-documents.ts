import { z } from 'zod';
import type { ProblemCode } from '../domain/errors.ts';
import {
  ANALYSIS,
  ANALYSIS_PAGE,
  HEALTH,
  MODELS,
  NEW_SERVICE_KEY,
  PROVIDER_KEY,
  READINESS,
  SERVICE_HEALTH,
  SERVICE_KEYS,
  SIGNED_IN,
  USER,
} from './answer-schemas.ts';
import type { Route } from './route.ts';

/** The body of an answer: JSON by a schema, another media type, or nothing. */
export type Answer = z.ZodType | { readonly mediaType: string } | 'empty';

export interface RouteDocument {
  readonly summary: string;
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Beyond what every route of its kind can answer with: see `problemsOf`. */
  readonly problems: readonly ProblemCode[];
  /** Request headers that the route reads, with what they do. */
  readonly headers?: Readonly<Record<string, string>>;
}

const HTML: Answer = { mediaType: 'text/html' };
const TEXT: Answer = { mediaType: 'text/plain' };
const EVENTS: Answer = { mediaType: 'text/event-stream' };

/** What each route answers with, by method and path. A test holds it against the registry and against real answers. */
const DOCUMENTS: Readonly<Record<string, RouteDocument>> = {
  'GET /api/health': describe('Whether the server and its services are well', { 200: HEALTH }),
  'GET /api/health/ready': describe('Whether this instance may take traffic', { 200: READINESS, 503: READINESS }),
  'GET /api/health/:service': describe('One service: `database` or a provider', { 200: SERVICE_HEALTH }, 'not_found'),
  'GET /metrics': describe(
    'Prometheus metrics, behind METRICS_TOKEN where that is set',
    { 200: TEXT },
    ...(['token_missing', 'token_malformed', 'token_signature_invalid'] as const),
  ),
  'POST /api/auth/register': describe('Open an account', { 201: SIGNED_IN }, 'email_taken', 'rate_limited'),
  'POST /api/auth/login': describe('Sign in', { 200: SIGNED_IN }, 'credentials_invalid', 'rate_limited'),
  'POST /api/auth/refresh': describe(
    'Swap a refresh token for a new pair',
    { 200: SIGNED_IN },
    ...(['token_malformed', 'token_signature_invalid', 'token_expired', 'token_wrong_type', 'token_revoked'] as const),
    'rate_limited',
  ),
  'POST /api/auth/logout': describe('End the session', { 204: 'empty' }),
  'GET /api/users/me': describe('Who is signed in', { 200: USER }),
  'POST /api/users/me/change-password': describe(
    'Change the password and end every session',
    { 204: 'empty' },
    'password_wrong',
  ),
  'POST /api/users/me/api-keys': describe(
    'Make a service key, shown this once; of 25 at most',
    { 201: NEW_SERVICE_KEY },
    'api_key_limit_reached',
  ),
  'GET /api/users/me/api-keys': describe('List the service keys', { 200: SERVICE_KEYS }),
  'DELETE /api/users/me/api-keys/:id': describe('Revoke a service key', { 204: 'empty' }, 'not_found'),
  'PUT /api/users/me/provider-keys/:provider': describe(
    'Keep a key of your own for a provider',
    { 200: PROVIDER_KEY },
    'not_found',
  ),
  'GET /api/users/me/provider-keys/:provider': describe(
    'What is known of your key for a provider',
    { 200: PROVIDER_KEY },
    'not_found',
  ),
  'DELETE /api/users/me/provider-keys/:provider': describe('Forget your key', { 204: 'empty' }, 'not_found'),
  'GET /api/available-models': describe('The models that can be asked', { 200: MODELS }),
  'POST /api/analyze': {
    ...describe(
      'Ask several models, let them review each other, and merge their answers',
      { 200: ANALYSIS },
      ...(['llm_providers_failed', 'analysis_timeout', 'provider_key_unreadable'] as const),
      ...(['idempotency_key_reused', 'idempotency_conflict'] as const),
    ),
    headers: { 'Idempotency-Key': 'Repeating a request under the same key gives the analysis that the first one made' },
  },
  'POST /api/analyze/stream': describe('The same as a stream of events', { 200: EVENTS }),
  'GET /api/analyses': describe('Your analyses, newest first', { 200: ANALYSIS_PAGE }),
  'GET /api/analyses/:id': describe('One analysis', { 200: ANALYSIS }, 'not_found'),
  'GET /api/analyses/:id/events': {
    ...describe(
      'Go on with a stream that broke off; 204 when nothing is left',
      { 200: EVENTS, 204: 'empty' },
      'not_found',
    ),
    headers: { 'Last-Event-ID': 'The last sequence number that was received; events after it are sent' },
  },
  'DELETE /api/analyses/:id': describe('Delete an analysis', { 204: 'empty' }, 'not_found'),
  'GET /openapi.json': describe('This document', { 200: z.looseObject({ openapi: z.literal('3.1.0') }) }),
  'GET /docs': describe('This document as a page', { 200: HTML }),
};

function describe(
  summary: string,
  answers: RouteDocument['answers'],
  ...problems: readonly ProblemCode[]
): RouteDocument {
  return { summary, answers, problems };
}

/** Every method and path that is described. */
export function documentedRoutes(): readonly string[] {
  return Object.keys(DOCUMENTS);
}

export function documentOf({ method, path }: Pick<Route, 'method' | 'path'>): RouteDocument {
  const found = DOCUMENTS[`${method} ${path}`];
  if (found === undefined) {
    throw new TypeError(`${method} ${path} is not described in route-documents.ts`);
  }
  return found;
}

const TOKEN_PROBLEMS = [
  'token_missing',
  'token_malformed',
  'token_signature_invalid',
  'token_expired',
  'token_wrong_type',
  'token_revoked',
  'rate_limited',
] as const;
const KEY_PROBLEMS = ['api_key_unknown', 'api_key_revoked', 'api_key_scope_insufficient'] as const;
const BODY_PROBLEMS = ['json_invalid', 'payload_too_large', 'unsupported_media_type'] as const;

/** Every problem that a route can answer with: those of its access, its body and its query, and its own. */
export function problemsOf(route: Route): readonly ProblemCode[] {
  const codes: readonly ProblemCode[] = [
    ...(canBeGarbled(route) ? (['bad_request'] as const) : []),
    ...(route.access === 'public' ? [] : TOKEN_PROBLEMS),
    ...(route.access === 'bearer_or_key' ? KEY_PROBLEMS : []),
    ...(route.body === null ? [] : BODY_PROBLEMS),
    ...(route.body === null && route.query === null ? [] : (['validation_failed'] as const)),
    ...documentOf(route).problems,
    'internal_error',
    ...(asksDatabase(route) ? (['database_unavailable'] as const) : []),
  ];
  return [...new Set(codes)];
}

/** A parameter may not decode, a body may break off, and two credentials may be sent at once. */
function canBeGarbled({ path, body, access }: Route): boolean {
  return path.includes(':') || body !== null || access === 'bearer_or_key';
}

/** Who asks, and who may sign in, is in the database. The health of the database is told, not failed with. */
function asksDatabase({ access, isSignIn }: Route): boolean {
  return access !== 'public' || isSignIn;
}
