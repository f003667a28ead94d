import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import {
  bytesOf,
  type HeaderPairs,
  headerOf,
  headersOf,
  isList,
  isRecord,
  listOr,
  recordOr,
  type SourceRecord,
  type SourceValue,
  textOf,
} from './source-value.ts';

/** What `nock.recorder` writes with `output_objects`. Source: https://github.com/nock/nock#recording. */
export const nock: ImportFormat = {
  name: 'nock-json',
  recognises: ({ syntax, documents }) => syntax === 'json' && definitionsOf(documents[0]).some(isDefinition),
  read: async ({ documents }) => await readEach(definitionsOf(documents[0]), readDefinition),
};

function isDefinition(value: SourceValue): boolean {
  const { scope, path } = recordOr(value);
  return typeof scope === 'string' && path !== undefined;
}

/** A list, or one definition alone. */
function definitionsOf(document: SourceValue): readonly SourceValue[] {
  return isRecord(document) && document['scope'] !== undefined ? [document] : listOr(document);
}

function readDefinition(definition: SourceRecord): SourceExchange {
  const scope = textOf(definition['scope']);
  const path = textOf(definition['path']);
  if (scope === undefined || path === undefined) {
    throw new Refusal('request_missing');
  }
  if (definition['response'] === undefined) {
    throw new Refusal('response_missing');
  }
  // nock's own sign for any body.
  if (definition['body'] === '*') {
    throw new Refusal('request_not_exact');
  }
  const requestHeaders = headersOf(definition['reqheaders']);
  const responseHeaders = headersOf(definition['rawHeaders'] ?? definition['headers']);
  return {
    method: (textOf(definition['method']) ?? 'GET').toUpperCase(),
    url: `${scope.replace(/\/$/, '')}${path}`,
    requestHeaders,
    requestBody: bodyBytes(definition['body'], requestHeaders),
    status: statusOf(definition['status'] ?? definition['statusCode']),
    responseHeaders,
    responseBody: responseBody(definition, responseHeaders),
    recordedAt: null,
  };
}

/** A binary body is one hexadecimal text, in old files in pieces. */
function responseBody({ response, responseIsBinary }: SourceRecord, headers: HeaderPairs): Uint8Array {
  const hex = isList(response) ? response.map((piece) => textOf(piece) ?? '').join('') : response;
  if (responseIsBinary === true && isHex(hex)) {
    return Buffer.from(String(hex), 'hex');
  }
  return bodyBytes(response, headers);
}

/** A compressed body is a list of hexadecimal pieces. */
function bodyBytes(body: SourceValue, headers: HeaderPairs): Uint8Array {
  const isEncoded = headerOf(headers, 'content-encoding') !== undefined;
  if (isList(body) && body.length > 0 && isEncoded && body.every(isHex)) {
    return Buffer.from(body.join(''), 'hex');
  }
  if (isEncoded && isHex(body) && /^(?:1f8b|28b52ffd)/i.test(String(body))) {
    return Buffer.from(String(body), 'hex');
  }
  return isJsonBuffer(body) ? Buffer.from(listOr(body['data']).map(Number)) : bytesOf(body);
}

/** What `JSON.stringify` makes of a Buffer. */
function isJsonBuffer(body: SourceValue): body is SourceRecord {
  return isRecord(body) && body['type'] === 'Buffer' && isList(body['data']) && Object.keys(body).length === 2;
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^(?:[0-9a-f]{2})*$/i.test(value);
}
