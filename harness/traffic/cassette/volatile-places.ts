import { isJsonObject, type Json } from '../../values/json.ts';
import { writeJson } from '../../values/lossless-json.ts';
import type { VolatilePlace } from '../api/volatile-place.ts';
import { parseJsonBytes, type RequestShape } from './request-key.ts';

const VOLATILE = '<volatile>';

/** The request with what varies from run to run replaced, at the places that are declared for its host. */
export function replaceVolatile(request: RequestShape, places: readonly VolatilePlace[]): RequestShape {
  const url = new URL(request.url);
  const own = places.filter(({ host }) => host === undefined || host === url.host);
  if (own.length === 0) {
    return request;
  }
  for (const place of own) {
    const value = place.query === undefined ? null : url.searchParams.get(place.query);
    if (place.query !== undefined && value !== null) {
      url.searchParams.set(place.query, String(replaceIn(value, place)));
    }
  }
  const json = parseJsonBytes(request.body);
  const pointed = own.filter(({ pointer }) => pointer !== undefined);
  if (json === undefined || pointed.length === 0) {
    return { ...request, url: url.href };
  }
  const replaced = pointed.reduce((value: Json, place) => replaceAt(value, toTokens(place), place), json);
  return { ...request, url: url.href, body: Buffer.from(writeJson(replaced)) };
}

function toTokens({ pointer = '' }: VolatilePlace): readonly string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function replaceAt(value: Json, [token, ...rest]: readonly string[], place: VolatilePlace): Json {
  if (token === undefined) {
    return replaceIn(value, place);
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => (token === '*' || token === String(index) ? replaceAt(item, rest, place) : item));
  }
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      token === '*' || token === name ? replaceAt(inner, rest, place) : inner,
    ]),
  );
}

function replaceIn(value: Json, { pattern }: VolatilePlace): Json {
  if (pattern === undefined) {
    return VOLATILE;
  }
  return typeof value === 'string' ? value.replaceAll(new RegExp(pattern, 'g'), VOLATILE) : value;
}
