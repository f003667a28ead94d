import { STATUS_CODES } from 'node:http';
import { decodeBody } from '../cassette/body-codec.ts';
import type { Cassette, Interaction, RecordedBody, RecordedHeaders } from '../cassette/cassette.ts';

/**
 * The cassette as HAR 1.2, with `-1` and empty lists for what a cassette does not keep. Bodies that are not text are in
 * base64, those of requests by `_encoding`, since HAR has no field for it. Source:
 * http://www.softwareishard.com/blog/har-12-spec/.
 */
export function toHar({ interactions, provenance, scenario }: Cassette): string {
  const [name, version] = provenance.recorder.split('/');
  const log = {
    version: '1.2',
    creator: { name, version: version ?? '' },
    comment: scenario.id,
    pages: [],
    entries: interactions.map((interaction) => toEntry(interaction, provenance.recordedAt)),
  };
  return `${JSON.stringify({ log }, null, 2)}\n`;
}

function toEntry(interaction: Interaction, startedDateTime: string) {
  const { request, response, chunks } = interaction;
  const wait = chunks.reduce((sum, [dtMs]) => sum + dtMs, 0);
  return {
    startedDateTime,
    time: wait,
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: toHeaderList(request.headers),
      queryString: [...new URL(request.url).searchParams].map(([name, value]) => ({ name, value })),
      ...postData(request.body, request.headers),
      headersSize: -1,
      bodySize: decodeBody(request.body).length,
    },
    response: {
      status: response.status,
      statusText: STATUS_CODES[response.status] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: toHeaderList(response.headers),
      content: toContent(response.body, response.headers),
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait, receive: 0 },
  };
}

function toHeaderList(headers: RecordedHeaders) {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}

function postData(body: RecordedBody, headers: RecordedHeaders) {
  if (body.kind === 'empty') {
    return {};
  }
  const { text, encoding } = toText(body);
  return {
    postData: {
      mimeType: headers['content-type'] ?? '',
      params: [],
      text,
      ...(encoding === undefined ? {} : { _encoding: encoding }),
    },
  };
}

function toContent(body: RecordedBody, headers: RecordedHeaders) {
  return { size: decodeBody(body).length, mimeType: headers['content-type'] ?? 'x-unknown', ...toText(body) };
}

function toText(body: RecordedBody): { readonly text: string; readonly encoding?: 'base64' } {
  if (body.kind === 'base64') {
    return { text: body.base64, encoding: 'base64' };
  }
  return { text: Buffer.from(decodeBody(body)).toString('utf8') };
}
