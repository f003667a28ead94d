import type { OutgoingOutcome, OutgoingRequest } from '../../evidence/outgoing-request.ts';
import { decodeBody } from '../../values/body.ts';
import type { Json } from '../../values/json.ts';
import { readForm } from '../cassette/multipart.ts';
import { stripCredentials } from '../cassette/request-key.ts';
import type { ReceivedResponse } from '../providers/provider.ts';

const REQUEST_HEADERS =
  /^(?:idempotency-key|prefer|range|if-(?:match|none-match|modified-since|unmodified-since)|(?:[a-z]+-)*version)$/;
const RESPONSE_HEADERS = /^(?:location|link|retry-after|etag|content-disposition|content-range)$/;

/** Headers that carry a credential: that there is one counts, and of which scheme. */
const CREDENTIALS = /^(?:authorization|(?:x-)?api-key|x-auth-token)$/;

/** A request to a server that is no LLM provider, or that no protocol reads, as the evidence tells it. */
export function describeRequest({
  method,
  url,
  headers,
  body,
}: {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}): Omit<OutgoingRequest, 'outcome'> {
  return {
    method,
    url: stripCredentials(url),
    headers: { ...listHeaders(headers, REQUEST_HEADERS, body), ...listCredentials(headers) },
    body: readBody(body, headers.get('content-type')),
  };
}

/** What came of it. */
export function describeResponse({ status, headers, body }: ReceivedResponse): OutgoingOutcome {
  return {
    status: 'answered',
    httpStatus: status,
    headers: listHeaders(headers, RESPONSE_HEADERS, body),
    body: readBody(body, headers.get('content-type')),
  };
}

function listHeaders(headers: Headers, meant: RegExp, body: Uint8Array): Readonly<Record<string, string>> {
  const listed = [...headers].filter(([name]) => meant.test(name));
  // Without its parameters: the boundary of a form is made up, and the charset is in the body.
  const type = body.length === 0 ? undefined : headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return Object.fromEntries([...listed, ...(type === undefined ? [] : [['content-type', type]])]);
}

function listCredentials(headers: Headers): Readonly<Record<string, string>> {
  const carried = [...headers].filter(([name]) => CREDENTIALS.test(name));
  return Object.fromEntries(
    carried.map(([name, value]) => [name, name === 'authorization' ? (value.split(' ')[0] ?? '') : 'present']),
  );
}

function readBody(body: Uint8Array, contentType: string | null): Json {
  const form = /^multipart\//i.test(contentType ?? '') ? readForm(body) : null;
  return form === null
    ? decodeBody(body, contentType ?? undefined)
    : form.map(({ headers, body: content }) => ({
        headers,
        body: decodeBody(content, headers['content-type'] ?? 'text/plain'),
      }));
}
