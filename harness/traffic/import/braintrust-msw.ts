import { createHash } from 'node:crypto';
import {
  type ImportFormat,
  readEach,
  type SourceEntry,
  type SourceExchange,
  sidesOf,
  statusOf,
} from './import-format.ts';
import { Refusal } from './refusals.ts';
import { reordered } from './reorder.ts';
import type { SourceFile } from './source-file.ts';
import {
  base64Bytes,
  bytesOf,
  type HeaderPairs,
  headerOf,
  headersOf,
  isRecord,
  listOr,
  recordOr,
  type SourceRecord,
  type SourceValue,
  textOf,
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
  const { request, response } = sidesOf(entry);
  const { body, headers, status } = response;
  return {
    method: textOf(request['method']) ?? '',
    url: textOf(request['url']) ?? '',
    requestHeaders: withTypeOf(request['body'], headersOf(request['headers'])),
    requestBody: await bodyBytes(recordOr(request['body']), file),
    status: statusOf(status),
    responseHeaders: withTypeOf(body, headersOf(headers)),
    responseBody: await bodyBytes(recordOr(body), file),
    recordedAt: textOf(entry['recordedAt']) ?? null,
  };
}

function withTypeOf(body: SourceValue, headers: HeaderPairs): HeaderPairs {
  const type = textOf(recordOr(body)['contentType']);
  return type === undefined || headerOf(headers, 'content-type') !== undefined
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
      return bytesOf(body['value']);
    case 'base64':
      return base64Bytes(textOf(body['value']) ?? '');
    case 'sse': {
      const events = listOr(body['chunks']).map((chunk) => textOf(chunk) ?? '');
      return Buffer.from(events.map((event) => (/\n\n$/.test(event) ? event : `${event}\n\n`)).join(''));
    }
    case 'binary':
      return await sideFile(body, file);
    default:
      throw new Refusal('malformed', 'The kind of a body is not known.');
  }
}

async function sideFile(body: SourceRecord, file: SourceFile): Promise<Uint8Array> {
  const path = textOf(body['path']) ?? `${textOf(body['sha256']) ?? 'unknown'}.bin`;
  const folder = `${file.name
    .split('/')
    .at(-1)
    ?.replace(/\.json$/, '')}.blobs`;
  const bytes = (await file.beside(path)) ?? (await file.beside(`${folder}/${path.split('/').at(-1)}`));
  if (bytes === null) {
    throw new Refusal('side_file_missing', path);
  }
  const expected = textOf(body['sha256']);
  if (expected !== undefined && createHash('sha256').update(bytes).digest('hex') !== expected) {
    throw new Refusal('side_file_missing', `${path} has another hash.`);
  }
  return bytes;
}

/** `callIndex` numbers the calls of one `matchKey`. Others keep their place. */
function inCallOrder(read: readonly SourceEntry[], entries: readonly SourceValue[]): readonly SourceEntry[] {
  return reordered(read, {
    groupOf: (position) => textOf(recordOr(entries[position])['matchKey']),
    rankOf: (position) => Number(recordOr(entries[position])['callIndex'] ?? 0),
  });
}
