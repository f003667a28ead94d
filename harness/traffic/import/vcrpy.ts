import { type ImportFormat, itemsOf, readEach, type SourceExchange, sidesOf, statusOf } from './import-format.ts';
import {
  base64Bytes,
  bytesOf,
  headersOf,
  isList,
  isRecord,
  recordOr,
  type SourceRecord,
  type SourceValue,
  textOf,
} from './source-value.ts';

/** VCR.py 1 to 8 (YAML or its JSON serializer), its old httpx stub, and pydantic-ai's `parsed_body`. */
export const vcrpy: ImportFormat = {
  name: 'vcrpy-yaml',
  recognises: (file) =>
    itemsOf(file).some((one) => recordOr(recordOr(one)['request'])['uri'] !== undefined) || isEmpty(file.documents[0]),
  read: async (file) => await readEach(itemsOf(file), readInteraction),
};

/** What VCR.py and go-vcr write when nothing was asked. */
function isEmpty(document: SourceValue): boolean {
  const { interactions, version } = recordOr(document);
  return isList(interactions) && interactions.length === 0 && version !== undefined;
}

function readInteraction(interaction: SourceRecord): SourceExchange {
  const { request, response } = sidesOf(interaction);
  const status = isRecord(response['status']) ? response['status']['code'] : response['status'];
  return {
    method: (textOf(request['method']) ?? '').toUpperCase(),
    url: textOf(request['uri']) ?? '',
    requestHeaders: headersOf(request['headers']),
    requestBody: bytesOf(request['parsed_body'] ?? stringOf(request['body'])),
    status: statusOf(status ?? response['status_code']),
    responseHeaders: headersOf(response['headers']),
    responseBody: bytesOf(response['parsed_body'] ?? stringOf(response['body'] ?? response['content'])),
    recordedAt: textOf(response['recorded_at']) ?? textOf(interaction['recorded_at']) ?? null,
  };
}

/**
 * `{ string }` and `{ base64_string }` wrap a body, and a pickled `BytesIO` holds it first in its state or its arguments;
 * any other mapping is a body that had been parsed.
 */
function stringOf(body: SourceValue): SourceValue {
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
