import { STATUS_CODES } from 'node:http';
import { Document } from 'yaml';
import { decodeBody } from '../cassette/body-codec.ts';
import {
  type Cassette,
  type Interaction,
  NOT_BEGUN,
  type RecordedBody,
  type RecordedHeaders,
} from '../cassette/cassette.ts';

/**
 * The cassette as VCR.py 6 to 8 reads it; it has no word for an answer that never began, so that is left out. Source:
 * https://vcrpy.readthedocs.io/en/latest/usage.html.
 */
export function toVcrpy({ interactions }: Cassette): string {
  const answered = interactions.filter(({ response }) => response.status !== NOT_BEGUN);
  const document = new Document(
    { interactions: answered.map(toInteraction), version: 1 },
    { version: '1.1', customTags: ['binary'], aliasDuplicateObjects: false },
  );
  return document.toString({ lineWidth: 0 });
}

function toInteraction({ request, response }: Interaction) {
  const body = toBody(request.body);
  return {
    request: {
      body: body === '' ? null : body,
      headers: toHeaderLists(request.headers),
      method: request.method,
      uri: request.url,
    },
    response: {
      body: { string: toBody(response.body) },
      headers: toHeaderLists(response.headers),
      status: { code: response.status, message: STATUS_CODES[response.status] ?? '' },
    },
  };
}

function toHeaderLists(headers: RecordedHeaders) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
}

function toBody(body: RecordedBody): string | Uint8Array {
  const bytes = Buffer.from(decodeBody(body));
  return body.kind === 'base64' ? bytes : bytes.toString('utf8');
}
