import type { SourceFile } from '../source-file.ts';
import { getSides, type ImportFormat, readEach, readStatus, type SourceExchange } from './import-format.ts';
import {
  isRecord,
  listOr,
  queryText,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';

/**
 * go-vcr, format versions 1 and 2, as YAML or, from a `MarshalFunc` of its own, as JSON with the names of the Go fields.
 * Source: https://pkg.go.dev/gopkg.in/dnaeon/go-vcr.v4/pkg/cassette.
 */
export const govcr: ImportFormat = {
  name: 'govcr-yaml',
  recognises: (file) => getGoInteractions(file).some((one) => recordOr(lowered(one)['request'])['url'] !== undefined),
  read: async (file) => await readEach(getGoInteractions(file), (item) => readInteraction(lowered(item))),
};

function getGoInteractions({ documents }: SourceFile): readonly SourceValue[] {
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
  const { request, response } = getSides(interaction);
  return {
    // Go takes no method for GET.
    method: toText(request['method']) || 'GET',
    url: toUrl(request),
    requestHeaders: toHeaderPairs(request['headers']),
    requestBody: requestBody(request),
    status: readStatus(response['code'] ?? response['status']),
    responseHeaders: toHeaderPairs(response['headers']),
    responseBody: toBytes(response['body']),
    recordedAt: null,
  };
}

/** A request that the middleware recorded on the side of the server has its host beside the path. */
function toUrl({ url, host }: SourceRecord): string {
  const path = toText(url) ?? '';
  const origin = toText(host) ?? '';
  return path.startsWith('/') && origin !== '' ? `https://${origin}${path}` : path;
}

function requestBody({ body, form }: SourceRecord): Uint8Array {
  const bytes = toBytes(body);
  const fields = toHeaderPairs(form);
  if (bytes.length > 0 || fields.length === 0) {
    return bytes;
  }
  return Buffer.from(queryText(fields));
}
