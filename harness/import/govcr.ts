import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import type { SourceFile } from './source-file.ts';
import {
  bytesOf,
  headersOf,
  isRecord,
  listOr,
  queryText,
  recordOr,
  type SourceRecord,
  type SourceValue,
  textOf,
} from './source-value.ts';

/** go-vcr, format versions 1 and 2. Source: https://pkg.go.dev/gopkg.in/dnaeon/go-vcr.v4/pkg/cassette. */
export const govcr: ImportFormat = {
  name: 'govcr-yaml',
  recognises: (file) => itemsOf(file).some((one) => recordOr(recordOr(one)['request'])['url'] !== undefined),
  read: async (file) => await readEach(itemsOf(file), readInteraction),
};

function itemsOf({ documents }: SourceFile): readonly SourceValue[] {
  return listOr(recordOr(documents[0])['interactions']);
}

function readInteraction({ request, response }: SourceRecord): SourceExchange {
  if (!isRecord(request)) throw new Refusal('request_missing');
  if (!isRecord(response)) throw new Refusal('response_missing');
  return {
    method: textOf(request['method']) ?? 'GET',
    url: textOf(request['url']) ?? '',
    requestHeaders: headersOf(request['headers']),
    requestBody: requestBody(request),
    status: statusOf(response['code'] ?? response['status']),
    responseHeaders: headersOf(response['headers']),
    responseBody: bytesOf(response['body']),
    recordedAt: null,
  };
}

function requestBody({ body, form }: SourceRecord): Uint8Array {
  const bytes = bytesOf(body);
  const fields = headersOf(form);
  if (bytes.length > 0 || fields.length === 0) return bytes;
  return Buffer.from(queryText(fields));
}
