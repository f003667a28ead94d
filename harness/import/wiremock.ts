import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import type { SourceFile } from './source-file.ts';
import {
  bytesOf,
  type HeaderPairs,
  headersOf,
  isRecord,
  listOr,
  queryText,
  recordOr,
  type SourceRecord,
  type SourceValue,
  textOf,
} from './source-value.ts';

/** WireMock's stub mappings, as YAML documents or JSON. Source: https://wiremock.org/docs/stubbing/. */
export const wiremock: ImportFormat = {
  name: 'wiremock-yaml',
  recognises: (file) => {
    const { request, response } = recordOr(mappingsOf(file)[0]);
    return isRecord(request) && isRecord(response) && !isRecord(response['status']) && hasUrl(request);
  },
  read: async (file) => await readEach(mappingsOf(file), async (mapping) => await readMapping(mapping, file)),
};

function mappingsOf({ documents }: SourceFile): readonly SourceValue[] {
  const [first] = documents;
  return isRecord(first) && Array.isArray(first['mappings'])
    ? first['mappings']
    : documents.filter((document) => document !== null);
}

function hasUrl(request: SourceRecord): boolean {
  return ['url', 'urlPath', 'urlPattern', 'urlPathPattern', 'urlPathTemplate'].some((name) => name in request);
}

async function readMapping({ request, response }: SourceRecord, file: SourceFile): Promise<SourceExchange> {
  if (!isRecord(request)) throw new Refusal('request_missing');
  if (!isRecord(response)) throw new Refusal('response_missing');
  const path = textOf(request['url'] ?? request['urlPath']);
  const method = textOf(request['method']) ?? 'ANY';
  if (path === undefined || method === 'ANY') throw new Refusal('request_not_exact');
  return {
    method,
    url: `${textOf(response['proxyBaseUrl']) ?? ''}${path}${query(request)}`,
    requestHeaders: exactValues(request['headers']),
    requestBody: requestBody(listOr(request['bodyPatterns'])),
    status: statusOf(response['status'] ?? 200),
    responseHeaders: headersOf(response['headers']),
    responseBody: await responseBody(response, file),
    recordedAt: null,
  };
}

function query(request: SourceRecord): string {
  const text = queryText(exactValues(request['queryParameters']));
  return text === '' ? '' : `?${text}`;
}

function exactValues(patterns: SourceValue): HeaderPairs {
  return Object.entries(recordOr(patterns)).flatMap(([name, pattern]) => {
    const value = textOf(recordOr(pattern)['equalTo']);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function requestBody(patterns: readonly SourceValue[]): Uint8Array {
  if (patterns.length === 0) return new Uint8Array();
  for (const pattern of patterns.map(recordOr)) {
    if ('equalToJson' in pattern || 'equalTo' in pattern) return bytesOf(pattern['equalToJson'] ?? pattern['equalTo']);
    if (typeof pattern['binaryEqualTo'] === 'string') return Buffer.from(pattern['binaryEqualTo'], 'base64');
  }
  throw new Refusal('request_not_exact');
}

async function responseBody(response: SourceRecord, file: SourceFile): Promise<Uint8Array> {
  if (typeof response['base64Body'] === 'string') return Buffer.from(response['base64Body'], 'base64');
  if (response['jsonBody'] !== undefined) return Buffer.from(JSON.stringify(response['jsonBody']));
  const name = textOf(response['bodyFileName']);
  if (name === undefined) return bytesOf(response['body']);
  const bytes = (await file.beside(`../__files/${name}`)) ?? (await file.beside(name));
  if (bytes === null) throw new Refusal('side_file_missing', name);
  return bytes;
}
