import { Refusal } from '../refusals.ts';
import type { SourceExchange } from './import-format.ts';
import {
  base64Bytes,
  type HeaderPairs,
  isRecord,
  listOr,
  queryText,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toText,
} from './source-value.ts';

/** The one request that a stub of WireMock stands for. Throws a refusal when it is a pattern that fits several. */
export function readStubRequest(
  request: SourceRecord,
): Pick<SourceExchange, 'method' | 'url' | 'requestHeaders' | 'requestBody'> {
  const method = toText(request['method']) ?? 'ANY';
  const path =
    toText(request['url'] ?? request['urlPath']) ?? toLiteral(request['urlPattern'] ?? request['urlPathPattern']);
  if (path === null || method === 'ANY' || request['multipartPatterns'] !== undefined) {
    throw new Refusal('request_not_exact');
  }
  const patterns = listOr(request['bodyPatterns']);
  const form = exactValues(request['formParameters']);
  // Without a pattern any body will do, and such a request has one.
  if (patterns.length === 0 && form.length === 0 && /^(?:POST|PUT|PATCH)$/i.test(method)) {
    throw new Refusal('request_not_exact', 'It takes any body.');
  }
  const query = queryText(exactQuery(request['queryParameters']));
  return {
    method,
    url: `${toOrigin(request)}${path}${query === '' ? '' : `?${query}`}`,
    requestHeaders: exactValues(request['headers']),
    requestBody: form.length > 0 ? Buffer.from(queryText(form)) : readBody(patterns),
  };
}

/** The text that a regular expression stands for when it only has escapes. */
function toLiteral(pattern: SourceValue): string | null {
  const text = toText(pattern);
  if (text === undefined) {
    return null;
  }
  const plain = text.replace(/^\^/, '').replace(/\$$/, '');
  return /(?<!\\)[.*+?()[\]{}|^$]|\\\w/.test(plain) ? null : plain.replaceAll(/\\(.)/g, '$1');
}

function toOrigin({ scheme, host, port }: SourceRecord): string {
  const name = toText(isRecord(host) ? host['equalTo'] : host);
  if (name === undefined) {
    return '';
  }
  return `${toText(scheme) ?? 'https'}://${name}${port === undefined || port === null ? '' : `:${toText(port)}`}`;
}

/** Headers never decide, so that a pattern for one is passed over. */
function exactValues(patterns: SourceValue): HeaderPairs {
  return Object.entries(recordOr(patterns)).flatMap(([name, pattern]) => {
    const value = toText(recordOr(pattern)['equalTo']);
    return value === undefined ? [] : [[name, value] as const];
  });
}

function exactQuery(patterns: SourceValue): HeaderPairs {
  return Object.entries(recordOr(patterns)).flatMap(([name, pattern]) => {
    const exactly = listOr(recordOr(pattern)['hasExactly']).map((one) => toText(recordOr(one)['equalTo']));
    const values = exactly.length > 0 ? exactly : [toText(recordOr(pattern)['equalTo'])];
    return values.map((value) => {
      if (value === undefined) {
        throw new Refusal('request_not_exact');
      }
      return [name, value] as const;
    });
  });
}

function readBody(patterns: readonly SourceValue[]): Uint8Array {
  if (patterns.length === 0) {
    return new Uint8Array();
  }
  for (const pattern of patterns.map(recordOr)) {
    const exact = pattern['equalToJson'] ?? pattern['equalTo'] ?? pattern['equalToXml'];
    const isOpen = JSON.stringify(exact ?? '').includes('${json-unit.');
    if (exact !== undefined && !isOpen) {
      return toBytes(exact);
    }
    if (typeof pattern['binaryEqualTo'] === 'string') {
      return base64Bytes(pattern['binaryEqualTo']);
    }
  }
  throw new Refusal('request_not_exact');
}
