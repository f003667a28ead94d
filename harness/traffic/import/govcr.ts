import { type ImportFormat, readEach, type SourceExchange, sidesOf, statusOf } from './import-format.ts';
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

/**
 * go-vcr, format versions 1 and 2, as YAML or, from a `MarshalFunc` of its own, as JSON with the names of the Go fields.
 * Source: https://pkg.go.dev/gopkg.in/dnaeon/go-vcr.v4/pkg/cassette.
 */
export const govcr: ImportFormat = {
  name: 'govcr-yaml',
  recognises: (file) => goItemsOf(file).some((one) => recordOr(lowered(one)['request'])['url'] !== undefined),
  read: async (file) => await readEach(goItemsOf(file), (item) => readInteraction(lowered(item))),
};

function goItemsOf({ documents }: SourceFile): readonly SourceValue[] {
  const cassette = recordOr(documents[0]);
  return listOr(cassette['interactions'] ?? cassette['Interactions']);
}

/** Go's JSON has the names of fields as they are in the program, with a capital; the YAML has them in lower case. */
function lowered(item: SourceValue): SourceRecord {
  return Object.fromEntries(
    Object.entries(recordOr(item)).map(([name, value]) => [
      name.toLowerCase(),
      isRecord(value) && /^(?:request|response)$/i.test(name) ? lowered(value) : value,
    ]),
  );
}

function readInteraction(interaction: SourceRecord): SourceExchange {
  const { request, response } = sidesOf(interaction);
  return {
    // Go takes no method for GET.
    method: textOf(request['method']) || 'GET',
    url: urlOf(request),
    requestHeaders: headersOf(request['headers']),
    requestBody: requestBody(request),
    status: statusOf(response['code'] ?? response['status']),
    responseHeaders: headersOf(response['headers']),
    responseBody: bytesOf(response['body']),
    recordedAt: null,
  };
}

/** A request that the middleware recorded on the side of the server has its host beside the path. */
function urlOf({ url, host }: SourceRecord): string {
  const path = textOf(url) ?? '';
  const origin = textOf(host) ?? '';
  return path.startsWith('/') && origin !== '' ? `https://${origin}${path}` : path;
}

function requestBody({ body, form }: SourceRecord): Uint8Array {
  const bytes = bytesOf(body);
  const fields = headersOf(form);
  if (bytes.length > 0 || fields.length === 0) {
    return bytes;
  }
  return Buffer.from(queryText(fields));
}
