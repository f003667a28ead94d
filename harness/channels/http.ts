import { z } from 'zod';
import type { AuditEvent } from '../evidence/audit-event.ts';
import {
  type AbortedRequest,
  abortedRequestSchema,
  type ConcurrentExchange,
  concurrentExchangeSchema,
  type HttpExchange,
  type HttpRequest,
  type HttpResponse,
  httpExchangeSchema,
} from '../evidence/step.ts';
import { UUID_IN_TEXT } from '../values/formats/uuid.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { join } from '../values/pointer.ts';
import { audit } from './audit.ts';
import type { Canonical, Channel, Comparison, Located, SeenStep } from './channel.ts';
import {
  comparableExchange,
  comparableHeaders,
  comparableRequest,
  isComparedByForm,
  readHeaders,
} from './http-headers.ts';
import { splitPlace } from './place-tokens.ts';
import { compareText, sortByKey } from './shared-order.ts';

/** One request with its response, one that was sent several times at once, or one whose client went away. */
export type SeenHttp = HttpExchange | ConcurrentExchange | AbortedRequest;

/** What was sent and what came back. */
export const http: Channel<SeenHttp> = {
  name: 'http',
  title: 'HTTP',
  view: 'exchange',
  compared: [],
  schema: z.union([httpExchangeSchema, concurrentExchangeSchema, abortedRequestSchema]),
  seenIn: (step) => step.http ?? step.concurrently ?? step.abort,
  toJson: toReadable,
  toCanonical: (seen, context) => {
    if ('responses' in seen) {
      return toCanonicalResponses(seen, context);
    }
    return context.toSymbols('response' in seen ? comparableExchange(seen) : comparableRequest(seen), '');
  },
  compare: (left, right, comparison) => compareExchanges(left.canonical, right.canonical, comparison),
  locate: ({ http: exchange, concurrently, abort }) => [
    ...(exchange === undefined ? [] : locateExchange(exchange)),
    ...(concurrently === undefined ? [] : locateConcurrent(concurrently)),
    ...(abort === undefined ? [] : [{ path: ['abort'], pointer: '', value: abort }]),
  ],
  summarise: (seen) => {
    if ('responses' in seen) {
      return [...new Set(seen.responses.map(({ status }) => status))].toSorted((a, b) => a - b).join(' and ');
    }
    return 'response' in seen ? String(seen.response.status) : undefined;
  },
  describePointer: (pointer) => {
    const { first, second, third, after } = splitPlace(pointer);
    if (second === '') {
      return first === '' ? 'HTTP exchange' : first;
    }
    return second === 'headers' ? `${first} header ${third}`.trim() : `${first} ${second} ${after(2)}`.trim();
  },
  findProblem: (seen, pointer) =>
    pointer === STATUS && 'response' in seen ? describeProblem(seen.response.body) : undefined,
  isSentByClient: (pointer) => pointer === '/request' || pointer.startsWith('/request/'),
  isComparedByForm,
  isSecondary: (pointer) => pointer.includes('/headers/'),
};

const STATUS = '/response/status';

/** The request of a step and every response to it that was read; undefined where there was none. */
export function findExchange(
  step: SeenStep,
): { readonly request: HttpRequest; readonly responses: readonly HttpResponse[] } | undefined {
  return step.http === undefined ? step.concurrently : { request: step.http.request, responses: [step.http.response] };
}

/** The responses of a concurrent request by their status, as expectations and comparisons see them. */
function groupByStatus(responses: readonly HttpResponse[]): Record<string, { headers: JsonObject; body: Json }[]> {
  const statuses = [...new Set(responses.map(({ status }) => status))].toSorted((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      responses
        .filter((response) => response.status === status)
        .map((response) => ({ headers: readHeaders(response), body: response.body })),
    ]),
  );
}

/**
 * What came back of requests that were sent at once: the bodies by status, and for each header a multiset over all
 * answers, since a counter such as `RateLimit` goes by who came first and not by who was served.
 */
function toCanonicalResponses({ request, responses }: ConcurrentExchange, context: Canonical): Json {
  const ordered = sortByKey(responses, (response) => toResponseKey(response, context));
  return {
    request: context.toSymbols(comparableRequest({ request })['request'] ?? null, '/request'),
    responses: Object.fromEntries(
      Object.entries(groupByStatus(ordered)).map(([status, own]) => [
        status,
        own.map(({ body }) => context.toSymbols(body, '/response/body')),
      ]),
    ),
    headers: toCanonicalHeaders(ordered, context),
  };
}

/**
 * What tells one of several equal responses from the others: what it says and what was logged about it. Responses that
 * even this does not tell apart are interchangeable.
 */
function toResponseKey(response: HttpResponse, context: Canonical): string {
  const named = JSON.stringify(response).match(UUID_IN_TEXT) ?? [];
  const about = (context.step.audit ?? [])
    .filter(({ fields }) => named.some((id) => JSON.stringify(fields).includes(id)))
    .map((event) => toEventKey(event, context));
  return JSON.stringify([response.status, context.toSortKey(response.body, '/response/body'), about.toSorted()]);
}

function toEventKey({ event, level, fields }: AuditEvent, context: Canonical): string {
  const place = join(join('', event), 0);
  return JSON.stringify([event, context.forChannel(audit.name).toSortKey({ level, fields }, place)]);
}

function toCanonicalHeaders(responses: readonly HttpResponse[], context: Canonical): Json {
  const entries = responses.flatMap((response) => Object.entries(comparableHeaders(response)));
  const lists = [...Map.groupBy(entries, ([name]) => name)].map(([name, own]): [string, Json] => {
    const pointer = join('/response/headers', name);
    // Equal keys are new identifiers, which stay in the order of their responses.
    const sorted = sortByKey(own, ([, value]) => context.toSortKey(value, pointer));
    return [name, sorted.map(([, value]) => context.toSymbols(value, pointer))];
  });
  return Object.fromEntries(lists.toSorted(([a], [b]) => compareText(a, b)));
}

/** Under another status everything else differs too: the status and both bodies say it all. */
function compareExchanges(left: Json, right: Json, comparison: Comparison) {
  const [a, b] = [getResponse(left), getResponse(right)];
  if (a === undefined || b === undefined || a['status'] === b['status']) {
    return comparison.compare(left, right);
  }
  return [
    { pointer: STATUS, kind: 'status' as const, left: a['status'] ?? null, right: b['status'] ?? null },
    { pointer: '/response/body', kind: 'value' as const, left: a['body'] ?? null, right: b['body'] ?? null },
  ];
}

function getResponse(exchange: Json) {
  const response = isJsonObject(exchange) ? exchange['response'] : undefined;
  return isJsonObject(response) ? response : undefined;
}

function toReadable(seen: SeenHttp): Json {
  if ('responses' in seen) {
    return { ...seen, responses: groupByStatus(seen.responses) };
  }
  return 'response' in seen ? { ...seen, response: { ...seen.response, headers: readHeaders(seen.response) } } : seen;
}

function locateExchange({ request, response }: HttpExchange): Located[] {
  return [
    { path: ['http', 'request'], pointer: '/request', value: request },
    ...locateResponse(response, ['http', 'response']),
  ];
}

/** Headers lie in the file as lines, and rules look for them by name. */
function locateResponse({ status, headers, body }: HttpResponse, path: readonly string[]): Located[] {
  return [
    { path: [...path, 'status'], pointer: STATUS, value: status },
    ...headers.map(([name, value], index) => ({
      path: [...path, 'headers', String(index), '1'],
      pointer: join('/response/headers', name),
      value,
    })),
    { path: [...path, 'body'], pointer: '/response/body', value: body },
  ];
}

/** Rules name each response of a concurrent request as they name the one of a single request. */
function locateConcurrent({ request, responses }: ConcurrentExchange): Located[] {
  return [
    { path: ['concurrently', 'request'], pointer: '/request', value: request },
    ...responses.flatMap((response, index) => locateResponse(response, ['concurrently', 'responses', String(index)])),
  ];
}

/** The problem details of a response (RFC 9457), with a `code` where the server gives one. */
function describeProblem(body: Json): string | undefined {
  if (!isJsonObject(body)) {
    return undefined;
  }
  const parts = [body['code'], body['title'], body['detail']].filter((part) => typeof part === 'string');
  return parts.length === 0 ? undefined : parts.join(': ');
}
