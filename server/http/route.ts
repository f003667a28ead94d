import type { z } from 'zod';
import type { Principal, SessionPrincipal, TokenLifetimes } from '../domain/accounts.ts';
import type { AnalysisStreams } from '../domain/analysis-streams.ts';
import { providersOf } from '../domain/provider-keys.ts';
import type { RateLimits } from '../domain/rate-limits.ts';
import type { KeyScope } from '../ports/key-records.ts';
import type { Ports } from '../ports/ports.ts';
import type { Reply } from './reply.ts';
import { validate } from './validate.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Who may call a route. A service key must have the scope. */
type Access =
  | { readonly access: 'public' }
  | { readonly access: 'bearer' }
  | { readonly access: 'bearer_or_key'; readonly scope: KeyScope };

/** Facts about this instance. `mode` is reported, never branched on. */
export interface Settings {
  readonly mode: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly lifetimes: TokenLifetimes;
  readonly limits: RateLimits;
  readonly metricsToken: string | null;
  readonly trustedProxies: number;
  /** Whether this instance is about to stop. */
  readonly isDraining: () => boolean;
  readonly streams: AnalysisStreams;
  readonly analysisTimeoutMs: number;
  readonly llmMaxTokens: number;
  readonly streamHeartbeatMs: number;
}

interface RouteContext {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly params: Readonly<Record<string, string>>;
  readonly requestId: string;
  /** A request header by its name. */
  readonly header: (name: string) => string | undefined;
  /** The Authorization header. */
  readonly authorization: string | undefined;
  /** Where the request came from, as limits count it. */
  readonly address: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/** What the application knows of a request before its route's schemas have seen it. */
interface RawInput extends RouteContext {
  readonly body: unknown;
  readonly query: unknown;
  readonly principal: Principal | null;
}

interface RouteBase {
  readonly method: Method;
  /** An Express path. It matches exactly: case and trailing slash count. */
  readonly path: string;
  /** Asked for by strangers and costly: requests are counted by address. */
  readonly isSignIn: boolean;
  readonly body: z.ZodType | null;
  readonly query: z.ZodType | null;
  handle(input: RawInput): Promise<Reply>;
}

export type Route = RouteBase & Access;

interface Input<B, Q> extends RouteContext {
  readonly body: B;
  readonly query: Q;
}

interface Definition<B extends z.ZodType, Q extends z.ZodType> {
  readonly method: Method;
  readonly path: string;
  readonly body?: B;
  readonly query?: Q;
}

/** A route for everybody. */
export function publicRoute<B extends z.ZodType, Q extends z.ZodType>(
  definition: Definition<B, Q> & {
    readonly isSignIn?: boolean;
    handle(input: Input<z.output<B>, z.output<Q>>): Promise<Reply>;
  },
): Route {
  return {
    ...described(definition),
    access: 'public',
    isSignIn: definition.isSignIn ?? false,
    handle: async (input) => definition.handle({ ...input, ...parsed(definition, input) }),
  };
}

/** A route for those who send a valid access token. */
export function route<B extends z.ZodType, Q extends z.ZodType>(
  definition: Definition<B, Q> & {
    handle(input: Input<z.output<B>, z.output<Q>> & { readonly principal: SessionPrincipal }): Promise<Reply>;
  },
): Route {
  return {
    ...described(definition),
    access: 'bearer',
    isSignIn: false,
    handle: async ({ principal, ...input }) => {
      if (principal === null || !isSession(principal)) {
        throw new TypeError(`${definition.method} ${definition.path} ran without a principal`);
      }
      return definition.handle({ ...input, ...parsed(definition, input), principal });
    },
  };
}

/**
 * A route for those who send a valid access token, or a service key with this scope. With `analyze` the providers are
 * those of the user: a model is asked with the user's own key where there is one.
 */
export function serviceRoute<B extends z.ZodType, Q extends z.ZodType>(
  definition: Definition<B, Q> & {
    readonly scope: KeyScope;
    handle(input: Input<z.output<B>, z.output<Q>> & { readonly principal: Principal }): Promise<Reply>;
  },
): Route {
  const { scope } = definition;
  return {
    ...described(definition),
    access: 'bearer_or_key',
    scope,
    isSignIn: false,
    handle: async ({ principal, ports, ...input }) => {
      if (principal === null) {
        throw new TypeError(`${definition.method} ${definition.path} ran without a principal`);
      }
      const checked = parsed(definition, input);
      const own = scope === 'analyze' ? { ...ports, llm: await providersOf(ports, principal.user.id) } : ports;
      return definition.handle({ ...input, ports: own, ...checked, principal });
    },
  };
}

function isSession(principal: Principal): principal is SessionPrincipal {
  return 'sessionId' in principal;
}

function described<B extends z.ZodType, Q extends z.ZodType>({ method, path, body, query }: Definition<B, Q>) {
  return { method, path, body: body ?? null, query: query ?? null };
}

function parsed<B extends z.ZodType, Q extends z.ZodType>(
  { body, query }: Definition<B, Q>,
  input: Pick<RawInput, 'body' | 'query'>,
): { readonly body: z.output<B>; readonly query: z.output<Q> } {
  return {
    body: body === undefined ? (undefined as z.output<B>) : validate(body, input.body, 'body'),
    query: query === undefined ? (undefined as z.output<Q>) : validate(query, input.query, 'query'),
  };
}
