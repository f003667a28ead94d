import { createHash } from 'node:crypto';
import { type ImportFormat, readEach, type SourceEntry, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import type { SourceFile } from './source-file.ts';
import {
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
  const request = recordOr(entry['request']);
  if (!isRecord(entry['response'])) throw new Refusal('response_missing');
  const { body, headers, status } = entry['response'];
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
      return Buffer.from(textOf(body['value']) ?? '', 'base64');
    case 'sse': {
      const events = listOr(body['chunks']).map((chunk) => textOf(chunk) ?? '');
      return Buffer.from(events.map((event) => `${event}\n\n`).join(''));
    }
    case 'binary':
      return await sideFile(body, file);
    default:
      throw new Refusal('malformed', 'The kind of a body is not known.');
  }
}

async function sideFile(body: SourceRecord, file: SourceFile): Promise<Uint8Array> {
  const path = textOf(body['path']) ?? '';
  const folder = `${file.name
    .split('/')
    .at(-1)
    ?.replace(/\.json$/, '')}.blobs`;
  const bytes = (await file.beside(path)) ?? (await file.beside(`${folder}/${path.split('/').at(-1)}`));
  if (bytes === null) throw new Refusal('side_file_missing', path);
  const expected = textOf(body['sha256']);
  if (expected !== undefined && createHash('sha256').update(bytes).digest('hex') !== expected) {
    throw new Refusal('side_file_missing', `${path} has another hash.`);
  }
  return bytes;
}

/** `callIndex` numbers the calls of one `matchKey`. Others keep their place. */
function inCallOrder(read: readonly SourceEntry[], entries: readonly SourceValue[]): readonly SourceEntry[] {
  const placeOf = (position: number) => recordOr(entries[position]);
  const keys = read.map(({ position }) => textOf(placeOf(position)['matchKey']) ?? '');
  const sorted = Map.groupBy(read, ({ position }) => textOf(placeOf(position)['matchKey']) ?? '');
  const queues = new Map(
    [...sorted].map(([key, list]) => [
      key,
      list
        .toSorted(
          (a, b) => Number(placeOf(a.position)['callIndex'] ?? 0) - Number(placeOf(b.position)['callIndex'] ?? 0),
        )
        .values(),
    ]),
  );
  return keys.flatMap((key) => queues.get(key)?.next().value ?? []);
}
