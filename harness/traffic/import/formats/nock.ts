import { Refusal } from '../refusals.ts';
import { type ImportFormat, readEach, readStatus, type SourceExchange } from './import-format.ts';
import {
  findHeader,
  type HeaderPairs,
  isList,
  isRecord,
  listOr,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';

/** What `nock.recorder` writes with `output_objects`. Source: https://github.com/nock/nock#recording. */
export const nock: ImportFormat = {
  name: 'nock-json',
  recognises: ({ syntax, documents }) => syntax === 'json' && listDefinitions(documents[0]).some(isDefinition),
  read: async ({ documents }) => await readEach(listDefinitions(documents[0]), readDefinition),
};

function isDefinition(value: SourceValue): boolean {
  const { scope, path } = recordOr(value);
  return typeof scope === 'string' && path !== undefined;
}

/** A list, or one definition alone. */
function listDefinitions(document: SourceValue): readonly SourceValue[] {
  return isRecord(document) && document['scope'] !== undefined ? [document] : listOr(document);
}

function readDefinition(definition: SourceRecord): SourceExchange {
  const scope = toText(definition['scope']);
  const path = toText(definition['path']);
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
  const requestHeaders = toHeaderPairs(definition['reqheaders']);
  const responseHeaders = toHeaderPairs(definition['rawHeaders'] ?? definition['headers']);
  return {
    method: (toText(definition['method']) ?? 'GET').toUpperCase(),
    url: `${scope.replace(/\/$/, '')}${path}`,
    requestHeaders,
    requestBody: bodyBytes(definition['body'], requestHeaders),
    status: readStatus(definition['status'] ?? definition['statusCode']),
    responseHeaders,
    responseBody: responseBody(definition, responseHeaders),
    recordedAt: null,
  };
}

/** A binary body is one hexadecimal text, in old files in pieces. */
function responseBody({ response, responseIsBinary }: SourceRecord, headers: HeaderPairs): Uint8Array {
  const hex = isList(response) ? response.map((piece) => toText(piece) ?? '').join('') : response;
  if (responseIsBinary === true && isHex(hex)) {
    return Buffer.from(String(hex), 'hex');
  }
  return bodyBytes(response, headers);
}

/** A compressed body is a list of hexadecimal pieces. */
function bodyBytes(body: SourceValue, headers: HeaderPairs): Uint8Array {
  const isEncoded = findHeader(headers, 'content-encoding') !== undefined;
  if (isList(body) && body.length > 0 && isEncoded && body.every(isHex)) {
    return Buffer.from(body.join(''), 'hex');
  }
  if (isEncoded && isHex(body) && /^(?:1f8b|28b52ffd)/i.test(String(body))) {
    return Buffer.from(String(body), 'hex');
  }
  return isJsonBuffer(body) ? Buffer.from(listOr(body['data']).map(Number)) : toBytes(body);
}

/** What `JSON.stringify` makes of a Buffer. */
function isJsonBuffer(body: SourceValue): body is SourceRecord {
  return isRecord(body) && body['type'] === 'Buffer' && isList(body['data']) && Object.keys(body).length === 2;
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^(?:[0-9a-f]{2})*$/i.test(value);
}
