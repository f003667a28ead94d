import { Refusal } from '../refusals.ts';
import type { SourceFile } from '../source-file.ts';
import { getSides, type ImportFormat, readEach, readStatus, type SourceExchange } from './import-format.ts';
import {
  base64Bytes,
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

/**
 * The VCR of Ruby, 1 to 6: `!binary` and `base64_string` bodies, methods in lower case. Before version 2 the file is the
 * list itself, and a body a string.
 */
export const rubyVcr: ImportFormat = {
  name: 'ruby-vcr-yaml',
  recognises: (file) => isVcr(file) && !isFromR(file),
  read: readFile,
};

/** The vcr of R, 0 to 2: the status is a number or has a `status_code`, headers are often absent. */
export const rVcr: ImportFormat = {
  name: 'r-vcr-yaml',
  recognises: (file) => isVcr(file) && isFromR(file),
  read: readFile,
};

async function readFile(file: SourceFile) {
  return await readEach(vcrItems(file), async (item) => await readInteraction(item, file));
}

function vcrItems({ documents }: SourceFile): readonly SourceValue[] {
  const [first] = documents;
  return isList(first) ? first : listOr(recordOr(first)['http_interactions']);
}

function isVcr({ documents, syntax }: SourceFile): boolean {
  const [first] = documents;
  if (syntax === 'yaml' && isList(first)) {
    return recordOr(recordOr(first[0])['request'])['uri'] !== undefined;
  }
  return Array.isArray(recordOr(first)['http_interactions']);
}

function isFromR(file: SourceFile): boolean {
  const first = recordOr(vcrItems(file)[0]);
  const writer = toText(recordOr(file.documents[0])['recorded_with'] ?? first['recorded_with']);
  if (writer !== undefined) {
    return !/^VCR \d/.test(writer);
  }
  const { status } = recordOr(first['response']);
  return typeof status === 'number' || recordOr(status)['status_code'] !== undefined;
}

async function readInteraction(item: SourceRecord, file: SourceFile): Promise<SourceExchange> {
  const { request, response } = getSides(item);
  const { status } = response;
  return {
    // Ruby writes a symbol as `:post`.
    method: (toText(request['method']) ?? '').replace(/^:/, '').toUpperCase(),
    url: toText(request['uri']) ?? '',
    requestHeaders: toHeaderPairs(request['headers']),
    requestBody: await bodyBytes(request['body'], file),
    status: readStatus(isRecord(status) ? (status['code'] ?? status['status_code']) : status),
    responseHeaders: toHeaderPairs(response['headers']),
    responseBody: await bodyBytes(response['body'], file),
    recordedAt: toText(item['recorded_at']) ?? toText(response['recorded_at']) ?? null,
  };
}

async function bodyBytes(body: SourceValue, file: SourceFile): Promise<Uint8Array> {
  if (!isRecord(body)) {
    return toBytes(body);
  }
  const base64 = toText(body['base64_string'] ?? body['base64']);
  if (base64 !== undefined) {
    return base64Bytes(base64);
  }
  const text = isRecord(body['string']) ? body['string']['str'] : (body['string'] ?? body['str']);
  const onDisk = toText(body['on_disk'] ?? body['disk']);
  if (onDisk !== undefined) {
    return await readBeside(file, onDisk);
  }
  // R writes its logical values as `yes` and `no`.
  if (/^(?:true|yes)$/i.test(toText(body['file']) ?? '')) {
    return await readBeside(file, toText(text) ?? '');
  }
  // R names the fields of a form (`fields`) and not their bytes, so nothing that was sent is known.
  return typeof text === 'string' ? inEncoding(text, toText(body['encoding']) ?? '') : toBytes(text);
}

async function readBeside(file: SourceFile, path: string): Promise<Uint8Array> {
  const bytes = await file.beside(path);
  if (bytes === null) {
    throw new Refusal('side_file_missing', path);
  }
  return bytes;
}

/** Ruby wrote the text of another encoding in UTF-8, and turns it back when it replays. */
function inEncoding(text: string, encoding: string): Uint8Array {
  const isOneByte = /^(?:iso-8859-1|windows-1252|latin1)$/i.test(encoding);
  return Buffer.from(text, isOneByte && /^[\0-\xff]*$/.test(text) ? 'latin1' : 'utf8');
}
