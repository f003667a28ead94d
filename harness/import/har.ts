import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import type { SourceFile } from './source-file.ts';
import {
  bytesOf,
  type HeaderPairs,
  headerOf,
  headersOf,
  isRecord,
  listOr,
  queryText,
  recordOr,
  type SourceRecord,
  textOf,
} from './source-value.ts';

/** Polly.JS: HAR 1.2 with `_id` and `_order`, and bodies that may be lists of compressed pieces. */
export const pollyHar: ImportFormat = {
  name: 'polly-har',
  recognises: (file) => isHar(file) && isPolly(logOf(file)),
  read: async (file) => (await readEach(listOr(logOf(file)['entries']), readEntry)).toSorted(byOrder(file)),
};

/** HAR 1.2 as browsers and proxies write it. Source: http://www.softwareishard.com/blog/har-12-spec/. */
export const plainHar: ImportFormat = {
  name: 'har',
  recognises: (file) => isHar(file) && !isPolly(logOf(file)),
  read: async (file) => await readEach(listOr(logOf(file)['entries']), readEntry),
};

function logOf(file: SourceFile): SourceRecord {
  return recordOr(recordOr(file.documents[0])['log']);
}

function isHar(file: SourceFile): boolean {
  return file.syntax === 'json' && Array.isArray(logOf(file)['entries']);
}

function isPolly(log: SourceRecord): boolean {
  return log['_recordingName'] !== undefined || recordOr(log['creator'])['name'] === 'Polly.JS';
}

/** `_order` numbers the repetitions of one request, which need not lie in that order. Others keep their place. */
function byOrder(file: SourceFile) {
  const entries = listOr(logOf(file)['entries']).map(recordOr);
  const firstOf = new Map<unknown, number>();
  const rank = entries.map((entry, position) => {
    const id = entry['_id'] ?? position;
    if (!firstOf.has(id)) firstOf.set(id, position);
    return [firstOf.get(id) ?? position, Number(entry['_order'] ?? 0)] as const;
  });
  return (a: { readonly position: number }, b: { readonly position: number }): number => {
    const [first, second] = [rank[a.position] ?? [0, 0], rank[b.position] ?? [0, 0]];
    return first[0] - second[0] || first[1] - second[1] || a.position - b.position;
  };
}

function readEntry(entry: SourceRecord): SourceExchange {
  const [request, response] = [entry['request'], entry['response']];
  if (!isRecord(request)) throw new Refusal('request_missing');
  if (!isRecord(response)) throw new Refusal('response_missing');
  const content = recordOr(response['content']);
  return {
    method: textOf(request['method']) ?? '',
    url: textOf(request['url']) ?? '',
    requestHeaders: withType(headersOf(request['headers']), recordOr(request['postData'])),
    requestBody: requestBody(recordOr(request['postData'])),
    status: statusOf(response['status']),
    responseHeaders: withType(headersOf(response['headers']), content),
    responseBody: contentBytes(content),
    recordedAt: textOf(entry['startedDateTime']) ?? null,
  };
}

function withType(headers: HeaderPairs, { mimeType }: SourceRecord): HeaderPairs {
  if (typeof mimeType !== 'string' || mimeType === '' || mimeType === 'x-unknown') return headers;
  return headerOf(headers, 'content-type') === undefined ? [...headers, ['content-type', mimeType]] : headers;
}

function requestBody(postData: SourceRecord): Uint8Array {
  if ((postData['encoding'] ?? postData['_encoding']) === 'base64')
    return Buffer.from(textOf(postData['text']) ?? '', 'base64');
  const parameters = listOr(postData['params']).map(recordOr);
  if (textOf(postData['text']) !== undefined || parameters.length === 0) return bytesOf(postData['text']);
  return Buffer.from(queryText(parameters.map(({ name, value }) => [textOf(name) ?? '', textOf(value) ?? ''])));
}

function contentBytes(content: SourceRecord): Uint8Array {
  const text = textOf(content['text']) ?? '';
  // Polly.JS before version 6 writes pieces in hexadecimal.
  if (content['_isBinary'] === true && /^\["?[0-9a-f]*"/i.test(text)) {
    return Buffer.concat(piecesOf(text).map((piece) => Buffer.from(piece, 'hex')));
  }
  if (content['encoding'] !== 'base64') return Buffer.from(text, 'utf8');
  const pieces = text.startsWith('[') ? piecesOf(text) : [text];
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece, 'base64')));
}

function piecesOf(text: string): readonly string[] {
  try {
    const pieces: unknown = JSON.parse(text);
    return Array.isArray(pieces) ? pieces.map(String) : [];
  } catch {
    throw new Refusal('body_undecodable', 'It is no list of base64 pieces.');
  }
}
