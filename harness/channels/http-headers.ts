import type { AbortedRequest, HttpExchange, HttpResponse } from '../evidence/step.ts';
import { parseSetCookie, type SetCookie } from '../values/cookies.ts';
import { etag } from '../values/formats/etag.ts';
import { getHeaders, joinHeaders, SET_COOKIE } from '../values/headers.ts';
import type { Json, JsonObject } from '../values/json.ts';

/**
 * Headers that belong to one connection or moment and say nothing about the server's behaviour: hop-by-hop fields
 * (RFC 9110, section 7.6.1) and `date` (section 6.6.1). The list is closed: every other header is compared.
 */
const OF_THE_MOMENT = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

/** Validators are functions of the body, which is compared itself: what is left is that they are there, and their form. */
const DERIVED_FROM_BODY: Readonly<Record<string, (value: string) => string>> = {
  'content-length': (value) => (/^\d+$/.test(value) && value !== '0' ? '<length>' : value),
  etag: (value) => {
    const form = etag.recognise(value)?.form;
    return form === undefined ? value : `<${form}>`;
  },
};

/** The part of an exchange that two runs must agree on, before any symbol is given. */
export function comparableExchange({ request, response }: HttpExchange): JsonObject {
  return {
    ...comparableRequest({ request }),
    response: { status: response.status, headers: comparableHeaders(response), body: response.body },
  };
}

/** The same of a request that was not waited for. */
export function comparableRequest({ request }: AbortedRequest): JsonObject {
  const { method, path, headers, body } = request;
  return { request: { method, path, headers: { ...headers }, body } };
}

/** Whether a pointer of the channel leads to a header of which at most the form is compared. */
export function isComparedByForm(pointer: string): boolean {
  const [, name] = /^\/response\/headers\/([^/]+)$/.exec(pointer) ?? [];
  return name !== undefined && (OF_THE_MOMENT.has(name) || Object.hasOwn(DERIVED_FROM_BODY, name));
}

export function comparableHeaders({ headers }: Pick<HttpResponse, 'headers'>): JsonObject {
  return Object.fromEntries(
    Object.entries(readHeaders({ headers }))
      .filter(([name]) => !OF_THE_MOMENT.has(name))
      .map(([name, value]) => [name, typeof value === 'string' ? toForm(name, value) : value]),
  );
}

function toForm(name: string, value: string): string {
  const describe = Object.hasOwn(DERIVED_FROM_BODY, name) ? DERIVED_FROM_BODY[name] : undefined;
  return describe?.(value) ?? value;
}

/** The headers by name, as expectations and rules name them: one text each, and the cookies as a list. */
export function readHeaders({ headers }: Pick<HttpResponse, 'headers'>): JsonObject {
  const cookies = getHeaders(headers, SET_COOKIE).map(parseSetCookie).map(describeCookie);
  return { ...joinHeaders(headers), ...(cookies.length === 0 ? {} : { [SET_COOKIE]: sortByName(cookies) }) };
}

type DescribedCookie = ReturnType<typeof describeCookie>;

/** An attribute that stands twice is a list. */
function describeCookie({ name, value, attributes }: SetCookie) {
  const byName = Map.groupBy(attributes, ([attribute]) => attribute);
  const entries = [...byName].map(([attribute, pairs]): [string, Json] => {
    const values = pairs.map(([, text]) => text);
    return [attribute, values.length === 1 ? (values[0] ?? '') : values];
  });
  return { name, value, attributes: Object.fromEntries(entries) };
}

/** Cookies of different names have no order among them. */
function sortByName(cookies: readonly DescribedCookie[]): readonly DescribedCookie[] {
  return cookies.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
