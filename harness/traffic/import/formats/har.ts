import { Refusal } from '../refusals.ts';
import type { SourceFile } from '../source-file.ts';
import { getSides, type ImportFormat, readEach, readStatus, type SourceExchange } from './import-format.ts';
import {
  base64Bytes,
  findHeader,
  type HeaderPairs,
  isRecord,
  listOr,
  queryText,
  recordOr,
  type SourceRecord,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';

/** Polly.JS: HAR 1.2 with `_id` and `_order`, and bodies that may be lists of compressed pieces. */
export const pollyHar: ImportFormat = {
  name: 'polly-har',
  recognises: (file) => isHar(file) && isPolly(getLog(file)),
  read: async (file) => (await readEach(listOr(getLog(file)['entries']), readEntry)).toSorted(byOrder(file)),
};

/** HAR 1.2 as browsers and proxies write it. Source: http://www.softwareishard.com/blog/har-12-spec/. */
export const plainHar: ImportFormat = {
  name: 'har',
  recognises: (file) => isHar(file) && !isPolly(getLog(file)),
  read: async (file) => await readEach(listOr(getLog(file)['entries']), readEntry),
};

function getLog(file: SourceFile): SourceRecord {
  return recordOr(recordOr(file.documents[0])['log']);
}

function isHar(file: SourceFile): boolean {
  return file.syntax === 'json' && Array.isArray(getLog(file)['entries']);
}

function isPolly(log: SourceRecord): boolean {
  return log['_recordingName'] !== undefined || recordOr(log['creator'])['name'] === 'Polly.JS';
}

/** `_order` numbers the repetitions of one request, which need not lie in that order. Others keep their place. */
function byOrder(file: SourceFile) {
  const entries = listOr(getLog(file)['entries']).map(recordOr);
  const firstPositions = new Map<unknown, number>();
  const rank = entries.map((entry, position) => {
    const id = entry['_id'] ?? position;
    if (!firstPositions.has(id)) {
      firstPositions.set(id, position);
    }
    return [firstPositions.get(id) ?? position, Number(entry['_order'] ?? 0)] as const;
  });
  return (a: { readonly position: number }, b: { readonly position: number }): number => {
    const [first, second] = [rank[a.position] ?? [0, 0], rank[b.position] ?? [0, 0]];
    return first[0] - second[0] || first[1] - second[1] || a.position - b.position;
  };
}

function readEntry(entry: SourceRecord): SourceExchange {
  const { request, response } = getSides(entry);
  const method = toText(request['method']) ?? '';
  return {
    method,
    url: toText(request['url']) ?? '',
    requestHeaders: withType(toHeaderPairs(request['headers']), recordOr(request['postData'])),
    requestBody: requestBody(request),
    status: readStatus(response['status']),
    responseHeaders: withType(toHeaderPairs(response['headers']), recordOr(response['content'])),
    responseBody: responseBody(response, method.toUpperCase()),
    recordedAt: toText(entry['startedDateTime']) ?? null,
  };
}

function withType(headers: HeaderPairs, { mimeType }: SourceRecord): HeaderPairs {
  if (typeof mimeType !== 'string' || mimeType === '' || mimeType === 'x-unknown') {
    return headers;
  }
  return findHeader(headers, 'content-type') === undefined ? [...headers, ['content-type', mimeType]] : headers;
}

function requestBody(request: SourceRecord): Uint8Array {
  const postData = recordOr(request['postData']);
  const text = postData['text'];
  if ((postData['encoding'] ?? postData['_encoding']) === 'base64') {
    return base64Bytes(toText(text) ?? '');
  }
  const parameters = listOr(postData['params']).map(recordOr);
  if (text !== undefined && text !== null && !(text === '' && parameters.length > 0)) {
    return toBytes(text);
  }
  if (parameters.length === 0) {
    if (isRecord(request['postData']) && Number(request['bodySize']) > 0) {
      throw new Refusal('body_not_kept');
    }
    return new Uint8Array();
  }
  // The parts of a form with files are named, and not their bytes.
  if (!/x-www-form-urlencoded|^$/i.test(toText(postData['mimeType']) ?? '')) {
    throw new Refusal('body_not_kept');
  }
  return Buffer.from(queryText(parameters.map(({ name, value }) => [toText(name) ?? '', toText(value) ?? ''])));
}

function responseBody(response: SourceRecord, method: string): Uint8Array {
  const content = recordOr(response['content']);
  const text = content['text'];
  if (text === undefined || text === null) {
    const isWithout = method === 'HEAD' || [204, 304].includes(readStatus(response['status']));
    if (!isWithout && [content['size'], response['bodySize']].some((size) => Number(size) > 0)) {
      throw new Refusal('body_not_kept');
    }
    return new Uint8Array();
  }
  if (typeof text !== 'string') {
    return toBytes(text);
  }
  // Before version 6, Polly.JS writes binary bodies in hexadecimal, and compressed ones as a list of such pieces.
  if (content['encoding'] === 'hex' || (content['_isBinary'] === true && isHexadecimal(text))) {
    return Buffer.concat(splitPieces(text).map((piece) => Buffer.from(piece, 'hex')));
  }
  const isBase64 = content['encoding'] === 'base64' || content['_isBinary'] === true;
  return isBase64 ? Buffer.concat(splitPieces(text).map(base64Bytes)) : Buffer.from(text, 'utf8');
}

function isHexadecimal(text: string): boolean {
  return /^(?:[0-9a-f]{2})*$/i.test(text.replaceAll(/["[\],\s]/g, ''));
}

/** The pieces of a compressed body, which are a list, or the one that there is. */
function splitPieces(text: string): readonly string[] {
  if (!text.startsWith('[')) {
    return [text];
  }
  try {
    const pieces: unknown = JSON.parse(text);
    return Array.isArray(pieces) ? pieces.map(String) : [];
  } catch {
    throw new Refusal('body_undecodable', 'It is no list of pieces.');
  }
}
