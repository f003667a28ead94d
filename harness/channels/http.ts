import { z } from 'zod';
import type { AuditEvent } from '../evidence/audit-event.ts';
import {
  type AbortedRequest,
  abortedRequestSchema,
  type BrokenExchange,
  brokenExchangeSchema,
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
  COMPARED_HEADERS,
  type ComparedHeader,
  findFormatsAt,
  isComparedByForm,
  listComparedHeaders,
  readHeaders,
  readSentHeaders,
} from './http-headers.ts';
import { splitPlace } from './place-tokens.ts';
import { compareText, sortByKey } from './shared-order.ts';

/** One request with its response, one that was sent several times at once, one whose client went away or whose connection broke. */
export type SeenHttp = HttpExchange | ConcurrentExchange | AbortedRequest | BrokenExchange;

/** What was sent and what came back. */
export const http: Channel<SeenHttp> = {
  name: 'http',
  title: 'HTTP',
  view: 'exchange',
  compared: [
    { part: 'method, path, headers and body that the client sent', how: 'up to symbols; `cookie` as cookies' },
    { part: 'status of a response', how: 'exactly' },
    {
      part: 'a connection that is reset, cut or refused',
      how: 'exactly, by what ended it and the part of the response that came',
    },
    { part: 'JSON body: members, numbers as they are written, duplicate names', how: 'up to symbols' },
    {
      part: 'white space, escapes and order of members in JSON',
      how: 'not compared',
      why: 'JSON gives them no meaning',
    },
    { part: 'text body in the charset that it declares', how: 'up to symbols' },
    { part: 'any other body', how: 'exactly, by length and SHA-256' },
    ...COMPARED_HEADERS,
    {
      part: 'headers under another status',
      how: 'not compared',
      why: 'they follow from the status, which differs with both bodies',
    },
    {
      part: 'which copy of a concurrent request got which response',
      how: 'not compared',
      why: 'the copies are equal, and either may come first',
    },
    {
      part: 'headers of concurrent responses',
      how: 'by status up to numbers, and with their numbers over all responses',
      why: 'a counter goes by who came first, not by who was served',
    },
    {
      part: 'reason phrase, HTTP version, informational responses, trailers, TCP segments',
      how: 'not compared',
      why: 'clients do not act on them, and proxies change them',
    },
  ],
  schema: z.union([httpExchangeSchema, concurrentExchangeSchema, brokenExchangeSchema, abortedRequestSchema]),
  seenIn: (step) => step.http ?? step.concurrently ?? step.abort ?? step.broken,
  toJson: toReadable,
  toCanonical: (seen, context) => {
    if ('responses' in seen) {
      return toCanonicalResponses(seen, context);
    }
    const request = toCanonicalRequest(seen, context);
    return {
      request,
      ...(hasResponse(seen) ? { response: toCanonicalResponse(seen, context) } : {}),
      ...('error' in seen ? { error: seen.error } : {}),
    };
  },
  compare: (left, right, comparison) => compareExchanges(left.canonical, right.canonical, comparison),
  locate: ({ http: exchange, concurrently, abort, broken }) => [
    ...(exchange === undefined ? [] : locateExchange(exchange)),
    ...(concurrently === undefined ? [] : locateConcurrent(concurrently)),
    ...(abort === undefined ? [] : [{ path: ['abort'], pointer: '', value: abort }]),
    ...(broken === undefined ? [] : [{ path: ['broken'], pointer: '', value: broken }]),
  ],
  summarise: (seen) => {
    if ('responses' in seen) {
      return [...new Set(seen.responses.map(({ status }) => status))].toSorted((a, b) => a - b).join(' and ');
    }
    if ('error' in seen) {
      return seen.error;
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
    pointer === STATUS && hasResponse(seen) ? describeProblem(seen.response.body) : undefined,
  isSentByClient: (pointer) => pointer === '/request' || pointer.startsWith('/request/'),
  isComparedByForm,
  findFormatsAt,
  isSecondary: (pointer) => pointer.includes('/headers/'),
};

const STATUS = '/response/status';

/** Whether a response has begun, and there was one request. */
function hasResponse(seen: SeenHttp): seen is HttpExchange {
  return 'response' in seen && seen.response !== undefined;
}

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

function toCanonicalRequest({ request }: Pick<AbortedRequest, 'request'>, context: Canonical): Json {
  return context.toSymbols({ ...request, headers: readSentHeaders(request) }, '/request');
}

function toCanonicalResponse({ request, response }: HttpExchange, context: Canonical): Json {
  return {
    status: response.status,
    headers: Object.fromEntries(
      listComparedHeaders(response, { method: request.method, window: context.window }).map((header) => [
        header.name,
        toCanonicalHeader(header, context),
      ]),
    ),
    body: context.toSymbols(response.body, '/response/body'),
  };
}

/**
 * What came back of requests that were sent at once: the bodies by status, and for each header a multiset over all
 * responses, since a counter such as `RateLimit` goes by who came first and not by who was served. Apart from such numbers the
 * headers belong to their status.
 */
function toCanonicalResponses({ request, responses, errors }: ConcurrentExchange, context: Canonical): Json {
  const ordered = sortByKey(responses, (response) => toResponseKey(response, context));
  return {
    request: toCanonicalRequest({ request }, context),
    responses: Object.fromEntries(
      Object.entries(groupByStatus(ordered)).map(([status, own]) => [
        status,
        own.map(({ body }) => context.toSymbols(body, '/response/body')),
      ]),
    ),
    ...collectHeaders(ordered, request.method, context),
    ...(errors === undefined ? {} : { errors: [...errors] }),
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

function collectHeaders(responses: readonly HttpResponse[], method: string, context: Canonical) {
  const lines = responses.flatMap((response) =>
    listComparedHeaders(response, { method, window: context.window }).map((header) => ({
      ...header,
      status: String(response.status),
      key: header.form ?? context.toSortKey(header.value, toHeaderPointer(header.name)),
    })),
  );
  return {
    headers: groupSorted(
      lines,
      ({ name }) => name,
      (own) =>
        // Equal keys are new identifiers, which stay in the order of their responses.
        sortByKey(own, ({ key }) => key).map((header) => toCanonicalHeader(header, context)),
    ),
    headersByStatus: groupSorted(
      lines,
      ({ status }) => status,
      (ofStatus) =>
        groupSorted(
          ofStatus,
          ({ name }) => name,
          (own) => own.map(({ key }) => key.replaceAll(/\d+/g, '0')).toSorted(),
        ),
    ),
  };
}

function groupSorted<T>(
  items: readonly T[],
  toName: (item: T) => string,
  toValue: (own: readonly T[]) => Json,
): JsonObject {
  const groups = [...Map.groupBy(items, toName)].toSorted(([a], [b]) => compareText(a, b));
  return Object.fromEntries(groups.map(([name, own]) => [name, toValue(own)]));
}

function toCanonicalHeader({ name, value, form }: ComparedHeader, context: Canonical): Json {
  return form ?? context.toSymbols(value, toHeaderPointer(name));
}

function toHeaderPointer(name: string): string {
  return join('/response/headers', name);
}

/** Under another status everything else differs too: the status and both bodies say it all. */
function compareExchanges(left: Json, right: Json, comparison: Comparison) {
  const [a, b] = [getResponse(left), getResponse(right)];
  if (a === undefined || b === undefined || a['status'] === b['status']) {
    const found = comparison.compare(left, right);
    // The same headers by status say nothing new where something else differs.
    const others = found.filter(({ pointer }) => !pointer.startsWith('/headersByStatus/'));
    return others.length > 0 ? others : found;
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
  return hasResponse(seen) ? { ...seen, response: { ...seen.response, headers: readHeaders(seen.response) } } : seen;
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
      pointer: toHeaderPointer(name),
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
