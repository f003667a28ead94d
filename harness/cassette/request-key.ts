import { createHash } from 'node:crypto';
import { parseJson } from '../llm/json-access.ts';
import type { Json } from '../observe/json.ts';

const CREDENTIALS = /^(?:key|api[_-]?key|access_token|token|auth)$/i;

export interface RequestShape {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
}

/**
 * What decides whether a request is the recorded one: method, host, path, query without credentials, and the body, as
 * canonical JSON when it is JSON. Headers never count. SHA-256 in hex.
 */
export function requestKey(request: RequestShape): string {
  const url = new URL(withoutCredentials(request.url));
  url.searchParams.sort();
  const hash = createHash('sha256').update(`${request.method} ${url.href}\n`);
  const json = jsonOf(request.body);
  return (json === undefined ? hash.update(request.body) : hash.update(canonicalJson(json))).digest('hex');
}

/** The URL without user, password, fragment and query parameters that carry a credential. */
export function withoutCredentials(href: string): string {
  const url = new URL(href);
  url.username = '';
  url.password = '';
  url.hash = '';
  const credentials = [...url.searchParams.keys()].filter((name) => CREDENTIALS.test(name));
  for (const name of credentials) url.searchParams.delete(name);
  return url.href;
}

/** JSON with the properties of every object in order of their names (UTF-16 code units), without white space. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(value, (_name, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The JSON value that the bytes hold, or undefined when they hold none. */
export function jsonOf(bytes: Uint8Array): Json | undefined {
  return parseJson(Buffer.from(bytes).toString('utf8'));
}
