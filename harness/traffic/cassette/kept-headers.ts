import { PROVIDERS } from '../providers/providers.ts';
import type { RecordedHeaders } from './cassette.ts';

const REQUEST_HEADERS = [/^(?:accept|content-type)$/, ...PROVIDERS.map(({ keptHeaders }) => keptHeaders.request)];
const RESPONSE_HEADERS = [
  /^(?:content-type|retry-after|retry-after-ms|x-should-retry|request-id|x-request-id|x-ratelimit-.*)$/,
  ...PROVIDERS.map(({ keptHeaders }) => keptHeaders.response),
];

/** The headers of a request that carry meaning. Credentials and the marks of a client's version are not on the list. */
export function keepRequestHeaders(headers: Headers): RecordedHeaders {
  return keep(headers, REQUEST_HEADERS);
}

/**
 * The headers of a response that a cassette holds. The body is stored decoded and in pieces, so content-encoding,
 * content-length and transfer-encoding would be untrue; set-cookie and ids of organisations are private.
 */
export function keepResponseHeaders(headers: Headers): RecordedHeaders {
  return keep(headers, RESPONSE_HEADERS);
}

function keep(headers: Headers, allowed: readonly RegExp[]): RecordedHeaders {
  return Object.fromEntries([...headers].filter(([name]) => allowed.some((pattern) => pattern.test(name))));
}
