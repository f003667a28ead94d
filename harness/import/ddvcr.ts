import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { bytesOf, headersOf, isRecord, recordOr, type SourceRecord, textOf } from './source-value.ts';

/** The VCR of Datadog's test agent: one interaction a file. */
export const ddvcr: ImportFormat = {
  name: 'ddvcr-json',
  recognises: ({ syntax, documents }) => {
    const { request, response } = recordOr(documents[0]);
    return syntax === 'json' && isRecord(request) && isRecord(recordOr(response)['status']);
  },
  read: async ({ documents }) => await readEach(documents, readInteraction),
};

function readInteraction(file: SourceRecord): SourceExchange {
  const [request, response] = [recordOr(file['request']), recordOr(file['response'])];
  return {
    method: textOf(request['method']) ?? '',
    url: textOf(request['url']) ?? '',
    requestHeaders: headersOf(request['headers']),
    requestBody: bytesOf(request['body']),
    status: statusOf(recordOr(response['status'])['code']),
    responseHeaders: headersOf(response['headers']),
    responseBody: bytesOf(response['body']),
    recordedAt: null,
  };
}
