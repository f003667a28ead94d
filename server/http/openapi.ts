import { z } from 'zod';
import { PROBLEMS } from '../domain/errors.ts';
import * as schemas from './answer-schemas.ts';
import type { Route } from './route.ts';
import { type Answer, documentOf, problemsOf } from './route-documents.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema | { readonly $ref: string };

interface Operation {
  readonly summary: string;
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: object;
}

/** Answers that have a name of their own in the document. */
const NAMED: readonly (readonly [name: string, schema: z.ZodType])[] = [
  ['Problem', schemas.PROBLEM],
  ['User', schemas.USER],
  ['SignedIn', schemas.SIGNED_IN],
  ['Analysis', schemas.ANALYSIS],
  ['AnalysisPage', schemas.ANALYSIS_PAGE],
  ['Health', schemas.HEALTH],
  ['Readiness', schemas.READINESS],
  ['ProviderKey', schemas.PROVIDER_KEY],
];

/** The registry as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1.html). */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const path = templated(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Ultra', version, description: 'Asks several language models and merges their answers.' },
    paths,
    components: {
      schemas: Object.fromEntries(NAMED.map(([name, schema]) => [name, toJsonSchema(schema, 'output')])),
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        serviceKey: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      },
    },
  };
}

function operation(route: Route): Operation {
  const { summary } = documentOf(route);
  const body = route.body === null ? null : toJsonSchema(route.body, 'input');
  return {
    summary,
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[^A-Za-z]+(\w)/g, (_, first: string) => first.toUpperCase())}`,
    security: securityOf(route),
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(body === null
      ? {}
      : { requestBody: { required: true as const, content: { 'application/json': { schema: body } } } }),
    responses: { ...answersOf(route), ...problemResponses(route) },
  };
}

function securityOf({ access }: Route): Operation['security'] {
  switch (access) {
    case 'public':
      return [];
    case 'bearer':
      return [{ accessToken: [] }];
    case 'bearer_or_key':
      return [{ accessToken: [] }, { serviceKey: [] }];
    default:
      access satisfies never;
      throw new TypeError(`Unknown access ${String(access)}`);
  }
}

function pathParameters({ path }: Route): readonly Parameter[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route): readonly Parameter[] {
  if (query === null) {
    return [];
  }
  const { properties = {}, required = [] } = z.toJSONSchema(query, { io: 'input' });
  return Object.entries(properties).flatMap(([name, property]): readonly Parameter[] =>
    typeof property === 'boolean' ? [] : [{ name, in: 'query', required: required.includes(name), schema: property }],
  );
}

function headerParameters(route: Route): readonly Parameter[] {
  return Object.entries(documentOf(route).headers ?? {}).map(([name, description]) => ({
    ...{ name, description, in: 'header', required: false },
    schema: { type: 'string' },
  }));
}

function answersOf(route: Route): Operation['responses'] {
  return Object.fromEntries(
    Object.entries(documentOf(route).answers).map(([status, answer]) => [
      status,
      { description: documentOf(route).summary, ...contentOf(answer) },
    ]),
  );
}

function contentOf(answer: Answer): { readonly content?: Content } {
  if (answer === 'empty') {
    return {};
  }
  return 'mediaType' in answer
    ? { content: { [answer.mediaType]: { schema: { type: 'string' } } } }
    : { content: { 'application/json': { schema: referenceOr(answer) } } };
}

/** One response a status: RFC 9457 tells problems apart by their code. A status with an answer of its own keeps that. */
function problemResponses(route: Route): Operation['responses'] {
  const byStatus = Map.groupBy(problemsOf(route), (code) => PROBLEMS[code].status);
  const own = Object.keys(documentOf(route).answers);
  return Object.fromEntries(
    [...byStatus]
      .filter(([status]) => !own.includes(String(status)))
      .map(([status, codes]) => [
        String(status),
        {
          description: codes.map((code) => `\`${code}\``).join(', '),
          content: { 'application/problem+json': { schema: referenceOr(schemas.PROBLEM) } },
        },
      ]),
  );
}

function referenceOr(schema: z.ZodType): JsonSchema {
  const named = NAMED.find(([, candidate]) => candidate === schema);
  return named === undefined ? toJsonSchema(schema, 'output') : { $ref: `#/components/schemas/${named[0]}` };
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return json;
}

/** Express writes `:id` where OpenAPI writes `{id}`. */
function templated(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}
