import { createHash } from 'node:crypto';
import { Refusal } from '../refusals.ts';
import type { SourceFile } from '../source-file.ts';
import {
  getSides,
  type ImportFormat,
  readEach,
  readStatus,
  type SourceEntry,
  type SourceExchange,
} from './import-format.ts';
import { reordered } from './reorder.ts';
import {
  base64Bytes,
  findHeader,
  type HeaderPairs,
  isRecord,
  listOr,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';

/** Braintrust's cassettes for MSW ("seinfeld"): bodies by kind, large ones in side files named by their hash. */
export const braintrustMsw: ImportFormat = {
  name: 'braintrust-msw-json',
  recognises: ({ syntax, documents }) =>
    syntax === 'json' && listOr(recordOr(documents[0])['entries']).some((one) => isRecord(recordOr(one)['request'])),
  read: async (file) => {
    const entries = listOr(recordOr(file.documents[0])['entries']);
    return inCallOrder(await readEach(entries, async (entry) => await readEntry(entry, file)), entries);
  },
};

async function readEntry(entry: SourceRecord, file: SourceFile): Promise<SourceExchange> {
  const { request, response } = getSides(entry);
  const { body, headers, status } = response;
  return {
    method: toText(request['method']) ?? '',
    url: toText(request['url']) ?? '',
    requestHeaders: addType(request['body'], toHeaderPairs(request['headers'])),
    requestBody: await bodyBytes(recordOr(request['body']), file),
    status: readStatus(status),
    responseHeaders: addType(body, toHeaderPairs(headers)),
    responseBody: await bodyBytes(recordOr(body), file),
    recordedAt: toText(entry['recordedAt']) ?? null,
  };
}

function addType(body: SourceValue, headers: HeaderPairs): HeaderPairs {
  const type = toText(recordOr(body)['contentType']);
  return type === undefined || findHeader(headers, 'content-type') !== undefined
    ? headers
    : [...headers, ['content-type', type]];
}

async function bodyBytes(body: SourceRecord, file: SourceFile): Promise<Uint8Array> {
  switch (body['kind']) {
    case undefined:
    case 'empty':
      return new Uint8Array();
    case 'json':
      return Buffer.from(JSON.stringify(body['value']) ?? '');
    case 'text':
      return toBytes(body['value']);
    case 'base64':
      return base64Bytes(toText(body['value']) ?? '');
    case 'sse': {
      const events = listOr(body['chunks']).map((chunk) => toText(chunk) ?? '');
      return Buffer.from(events.map((event) => (/\n\n$/.test(event) ? event : `${event}\n\n`)).join(''));
    }
    case 'binary':
      return await sideFile(body, file);
    default:
      throw new Refusal('malformed', 'The kind of a body is not known.');
  }
}

async function sideFile(body: SourceRecord, file: SourceFile): Promise<Uint8Array> {
  const path = toText(body['path']) ?? `${toText(body['sha256']) ?? 'unknown'}.bin`;
  const folder = `${file.name
    .split('/')
    .at(-1)
    ?.replace(/\.json$/, '')}.blobs`;
  const bytes = (await file.beside(path)) ?? (await file.beside(`${folder}/${path.split('/').at(-1)}`));
  if (bytes === null) {
    throw new Refusal('side_file_missing', path);
  }
  const expected = toText(body['sha256']);
  if (expected !== undefined && createHash('sha256').update(bytes).digest('hex') !== expected) {
    throw new Refusal('side_file_missing', `${path} has another hash.`);
  }
  return bytes;
}

/** `callIndex` numbers the calls of one `matchKey`. Others keep their place. */
function inCallOrder(read: readonly SourceEntry[], entries: readonly SourceValue[]): readonly SourceEntry[] {
  return reordered(read, {
    groupOf: (position) => toText(recordOr(entries[position])['matchKey']),
    rankOf: (position) => Number(recordOr(entries[position])['callIndex'] ?? 0),
  });
}
