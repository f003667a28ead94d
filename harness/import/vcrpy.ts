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

/** VCR.py 1 to 8 (YAML or its JSON serializer), its old httpx stub, and pydantic-ai's `parsed_body`. */
export const vcrpy: ImportFormat = {
  name: 'vcrpy-yaml',
  recognises: (file) => itemsOf(file).some((one) => recordOr(recordOr(one)['request'])['uri'] !== undefined),
  read: async (file) => await readEach(itemsOf(file), readInteraction),
};

function itemsOf({ documents }: SourceFile): readonly SourceValue[] {
  return listOr(recordOr(documents[0])['interactions']);
}

function readInteraction({ request, response }: SourceRecord): SourceExchange {
  if (!isRecord(request)) throw new Refusal('request_missing');
  if (!isRecord(response)) throw new Refusal('response_missing');
  const status = isRecord(response['status']) ? response['status']['code'] : response['status'];
  return {
    method: (textOf(request['method']) ?? '').toUpperCase(),
    url: textOf(request['uri']) ?? '',
    requestHeaders: headersOf(request['headers']),
    requestBody: bytesOf(request['parsed_body'] ?? stringOf(request['body'])),
    status: statusOf(status ?? response['status_code']),
    responseHeaders: headersOf(response['headers']),
    responseBody: bytesOf(response['parsed_body'] ?? stringOf(response['body'] ?? response['content'])),
    recordedAt: textOf(response['recorded_at']) ?? null,
  };
}

/** `{ string }` and `{ base64_string }` wrap a body; any other mapping is a body that had been parsed. */
function stringOf(body: SourceValue): SourceValue {
  if (!isRecord(body)) return body;
  if (typeof body['base64_string'] === 'string') return Buffer.from(body['base64_string'], 'base64');
  return 'string' in body ? body['string'] : body;
}
