import {
  getInteractions,
  getSides,
  type ImportFormat,
  readEach,
  readStatus,
  type SourceExchange,
} from './import-format.ts';
import {
  base64Bytes,
  isList,
  isRecord,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';

/** VCR.py 1 to 8 (YAML or its JSON serializer), its old httpx stub, and pydantic-ai's `parsed_body`. */
export const vcrpy: ImportFormat = {
  name: 'vcrpy-yaml',
  recognises: (file) =>
    getInteractions(file).some((one) => recordOr(recordOr(one)['request'])['uri'] !== undefined) ||
    isEmpty(file.documents[0]),
  read: async (file) => await readEach(getInteractions(file), readInteraction),
};

/** What VCR.py and go-vcr write when nothing was asked. */
function isEmpty(document: SourceValue): boolean {
  const { interactions, version } = recordOr(document);
  return isList(interactions) && interactions.length === 0 && version !== undefined;
}

function readInteraction(interaction: SourceRecord): SourceExchange {
  const { request, response } = getSides(interaction);
  const status = isRecord(response['status']) ? response['status']['code'] : response['status'];
  return {
    method: (toText(request['method']) ?? '').toUpperCase(),
    url: toText(request['uri']) ?? '',
    requestHeaders: toHeaderPairs(request['headers']),
    requestBody: toBytes(request['parsed_body'] ?? getString(request['body'])),
    status: readStatus(status ?? response['status_code']),
    responseHeaders: toHeaderPairs(response['headers']),
    responseBody: toBytes(response['parsed_body'] ?? getString(response['body'] ?? response['content'])),
    recordedAt: toText(response['recorded_at']) ?? toText(interaction['recorded_at']) ?? null,
  };
}

/**
 * `{ string }` and `{ base64_string }` wrap a body, and a pickled `BytesIO` holds it first in its state or its arguments;
 * any other mapping is a body that had been parsed.
 */
function getString(body: SourceValue): SourceValue {
  if (isList(body)) {
    return body.length === 1 && isText(body[0]) ? body[0] : body;
  }
  if (!isRecord(body)) {
    return body;
  }
  if (typeof body['base64_string'] === 'string') {
    return base64Bytes(body['base64_string']);
  }
  if ('string' in body) {
    return body['string'];
  }
  const pickled = body['state'] ?? body['args'];
  return isList(pickled) && isText(pickled[0]) && Object.keys(body).length === 1 ? pickled[0] : body;
}

function isText(value: SourceValue): boolean {
  return typeof value === 'string' || value instanceof Uint8Array;
}
