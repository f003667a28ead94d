import type { RecordedHeaders } from './cassette.ts';

const REQUEST_HEADERS = /^(?:accept|content-type|anthropic-version|anthropic-beta|openai-beta)$/;
const RESPONSE_HEADERS =
  /^(?:content-type|retry-after|retry-after-ms|x-should-retry|request-id|x-request-id|openai-(?:model|processing-ms|version)|x-ratelimit-.*|anthropic-ratelimit-.*)$/;

/** What of a request's headers carries meaning. Credentials and the marks of a client's version are not on the list. */
export function requestHeadersToKeep(headers: Headers): RecordedHeaders {
  return keep(headers, REQUEST_HEADERS);
}

/**
 * What of an answer's headers carries meaning. The body is stored decoded and in pieces, so content-encoding,
 * content-length and transfer-encoding would be untrue; set-cookie and organisation ids are nobody's business.
 */
export function responseHeadersToKeep(headers: Headers): RecordedHeaders {
  return keep(headers, RESPONSE_HEADERS);
}

function keep(headers: Headers, allowed: RegExp): RecordedHeaders {
  return Object.fromEntries([...headers].filter(([name]) => allowed.test(name)));
}
