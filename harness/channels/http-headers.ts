import type { AbortedRequest, HttpExchange, HttpResponse } from '../evidence/step.ts';
import type { JsonObject } from '../values/json.ts';

/**
 * Headers that belong to one connection or moment and say nothing about the server's behaviour: hop-by-hop fields
 * (RFC 9110, section 7.6.1) and `date` (section 6.6.1). The list is closed: every other header is compared.
 */
const OF_THE_MOMENT = new Set(['connection', 'date', 'keep-alive', 'transfer-encoding']);

/** Validators are functions of the body, which is compared itself: what is left is that they are there, and their form. */
const DERIVED_FROM_BODY: Readonly<Record<string, (value: string) => string>> = {
  'content-length': (value) => (/^\d+$/.test(value) && value !== '0' ? '<length>' : value),
  etag: (value) => (value.startsWith('W/"') ? '<etag.weak>' : '<etag>'),
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

export function comparableHeaders({ headers }: Pick<HttpResponse, 'headers'>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !OF_THE_MOMENT.has(name))
      .map(([name, value]) => [name, DERIVED_FROM_BODY[name]?.(value) ?? value]),
  );
}
