import type { z } from 'zod';
import type { Principal, TokenLifetimes } from '../domain/accounts.ts';
import type { Ports } from '../ports/ports.ts';
import type { Reply } from './reply.ts';
import { validate } from './validate.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Access = 'public' | 'bearer';

/** Facts about this instance. `mode` is reported, never branched on. */
export interface Settings {
  readonly mode: string;
  readonly version: string;
  readonly startedAt: Date;
  readonly lifetimes: TokenLifetimes;
}

interface RouteContext {
  readonly ports: Ports;
  readonly settings: Settings;
  readonly params: Readonly<Record<string, string>>;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/** What the application knows of a request before its route's schemas have seen it. */
interface RawInput extends RouteContext {
  readonly body: unknown;
  readonly query: unknown;
  readonly principal: Principal | null;
}

export interface Route {
  readonly method: Method;
  /** An Express path. It matches exactly: case and trailing slash count. */
  readonly path: string;
  readonly access: Access;
  /** Answers hold tokens or personal data: they get `Cache-Control: no-store`. */
  readonly isPrivate: boolean;
  readonly body: z.ZodType | null;
  readonly query: z.ZodType | null;
  handle(input: RawInput): Promise<Reply>;
}

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
    readonly isPrivate?: boolean;
    handle(input: Input<z.output<B>, z.output<Q>>): Promise<Reply>;
  },
): Route {
  return {
    ...described(definition),
    access: 'public',
    isPrivate: definition.isPrivate ?? false,
    handle: async (input) => definition.handle({ ...input, ...parsed(definition, input) }),
  };
}

/** A route for those who send a valid access token. */
export function route<B extends z.ZodType, Q extends z.ZodType>(
  definition: Definition<B, Q> & {
    handle(input: Input<z.output<B>, z.output<Q>> & { readonly principal: Principal }): Promise<Reply>;
  },
): Route {
  return {
    ...described(definition),
    access: 'bearer',
    isPrivate: true,
    handle: async ({ principal, ...input }) => {
      if (principal === null) {
        throw new TypeError(`${definition.method} ${definition.path} ran without a principal`);
      }
      return definition.handle({ ...input, ...parsed(definition, input), principal });
    },
  };
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
