import { createHash } from 'node:crypto';
import { isLosslessNumber, type Json } from '../../values/json.ts';
import { toPlainNumber } from '../../values/json-number.ts';
import { parseJson } from '../../values/lossless-json.ts';
import { fixBoundary } from './multipart.ts';

const CREDENTIALS = /^(?:key|api[_-]?key|access_token|token|auth)$/i;

export interface RequestShape {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
}

/**
 * What decides whether a request is the recorded one: method, host, path, query without credentials, and the body, as
 * canonical JSON when it is JSON, as its parts when it is a form. Headers never count. SHA-256 in hex.
 */
export function hashRequest({ method, url, body }: RequestShape): string {
  return hashRequestParts({ method, url, content: toCanonicalContent(body, parseJsonBytes(body)) });
}

/**
 * What decides of a body: its canonical JSON, the parts of a form without their boundary, which clients make up, or its
 * bytes.
 */
export function toCanonicalContent(body: Uint8Array, json: Json | undefined): string | Uint8Array {
  return json === undefined ? (fixBoundary(body) ?? body) : toCanonicalJson(json);
}

/** {@link hashRequest} for a body that has been read already. */
export function hashRequestParts({ method, url, content }: KeyParts): string {
  return createHash('sha256')
    .update(`${method} ${urlForKey(url)}\n`)
    .update(content)
    .digest('hex');
}

interface KeyParts {
  readonly method: string;
  readonly url: string;
  readonly content: string | Uint8Array;
}

function urlForKey(href: string): string {
  const plain = stripCredentials(href);
  if (!plain.includes('?')) {
    return plain;
  }
  const url = new URL(plain);
  url.searchParams.sort();
  return url.href;
}

/** The URL without user, password, fragment and query parameters that carry a credential. */
export function stripCredentials(href: string): string {
  const url = new URL(href);
  url.username = '';
  url.password = '';
  url.hash = '';
  if (url.search === '') {
    return url.href;
  }
  const credentials = [...url.searchParams.keys()].filter((name) => CREDENTIALS.test(name));
  for (const name of credentials) {
    url.searchParams.delete(name);
  }
  return url.href;
}

/**
 * JSON with the properties of every object in order of their names (UTF-16 code units), without white space. How a number is
 * written does not count, and its value does.
 */
export function toCanonicalJson(value: Json): string {
  return JSON.stringify(sorted(value));
}

function sorted(value: Json): Json {
  if (isLosslessNumber(value)) {
    return toPlainNumber(value);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  const entries = Object.entries(value).map(([name, inner]): [string, Json] => [name, sorted(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The JSON value that the bytes hold, or undefined when they hold none. */
export function parseJsonBytes(bytes: Uint8Array): Json | undefined {
  return parseJson(Buffer.from(bytes).toString('utf8'));
}
