import { PROVIDERS } from '../providers/providers.ts';
import type { RecordedHeaders } from './cassette.ts';

const REQUEST_HEADERS = [/^(?:accept|content-type)$/, ...PROVIDERS.map(({ keptHeaders }) => keptHeaders.request)];
const RESPONSE_HEADERS = [
  /^(?:content-type|retry-after|retry-after-ms|x-should-retry|request-id|x-request-id|x-ratelimit-.*)$/,
  // Of other servers: what an application acts on.
  /^(?:location|link|etag|last-modified|content-disposition|content-language|content-range|accept-ranges|x-total-count)$/,
  ...PROVIDERS.map(({ keptHeaders }) => keptHeaders.response),
];

const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'content-encoding',
  'content-length',
  'transfer-encoding',
  'upgrade',
]);

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

/** The headers of a response as the application gets it: all but those of the connection, and of the encoding that is undone. */
export function passHeaders(headers: Headers): Headers {
  const passed = new Headers();
  for (const [name, value] of headers) {
    if (!OF_THE_CONNECTION.has(name)) {
      passed.append(name, value);
    }
  }
  return passed;
}

function keep(headers: Headers, allowed: readonly RegExp[]): RecordedHeaders {
  return Object.fromEntries([...headers].filter(([name]) => allowed.some((pattern) => pattern.test(name))));
}
