import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import type { SourceFile } from './source-file.ts';
import {
  bytesOf,
  headersOf,
  isRecord,
  listOr,
  recordOr,
  type SourceRecord,
  type SourceValue,
  textOf,
} from './source-value.ts';

/** The VCR of Ruby: `!binary` and `base64_string` bodies, methods in lower case. */
export const rubyVcr: ImportFormat = {
  name: 'ruby-vcr-yaml',
  recognises: (file) => isVcr(file) && !isFromR(file),
  read: async (file) => await readEach(itemsOf(file), readInteraction),
};

/** The vcr of R: the status is a number, headers are often absent. */
export const rVcr: ImportFormat = {
  name: 'r-vcr-yaml',
  recognises: (file) => isVcr(file) && isFromR(file),
  read: async (file) => await readEach(itemsOf(file), readInteraction),
};

function itemsOf({ documents }: SourceFile): readonly SourceValue[] {
  return listOr(recordOr(documents[0])['http_interactions']);
}

function isVcr({ documents }: SourceFile): boolean {
  return Array.isArray(recordOr(documents[0])['http_interactions']);
}

function isFromR(file: SourceFile): boolean {
  const writer = textOf(recordOr(file.documents[0])['recorded_with']);
  if (writer !== undefined) return !/^VCR \d/.test(writer);
  return typeof recordOr(recordOr(itemsOf(file)[0])['response'])['status'] === 'number';
}

function readInteraction(item: SourceRecord): SourceExchange {
  const { request, response } = item;
  if (!isRecord(request)) throw new Refusal('request_missing');
  if (!isRecord(response)) throw new Refusal('response_missing');
  const { status } = response;
  return {
    method: (textOf(request['method']) ?? '').toUpperCase(),
    url: textOf(request['uri']) ?? '',
    requestHeaders: headersOf(request['headers']),
    requestBody: bodyBytes(request['body']),
    status: statusOf(isRecord(status) ? (status['code'] ?? status['status_code']) : status),
    responseHeaders: headersOf(response['headers']),
    responseBody: bodyBytes(response['body']),
    recordedAt: textOf(item['recorded_at']) ?? textOf(response['recorded_at']) ?? null,
  };
}

function bodyBytes(body: SourceValue): Uint8Array {
  if (!isRecord(body)) return bytesOf(body);
  const base64 = textOf(body['base64_string']);
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  // R names the fields of a form (`fields`) and not their bytes, so nothing that was sent is known.
  return bytesOf(body['string']);
}
