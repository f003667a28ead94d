import { getSides, type ImportFormat, readEach, readStatus, type SourceExchange } from './import-format.ts';
import {
  base64Bytes,
  isRecord,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';

const BASE64 = 'base64:';

/**
 * The VCR of Datadog's test agent: one interaction a file. Source:
 * https://github.com/DataDog/dd-apm-test-agent/blob/master/ddapm_test_agent/vcr_proxy.py.
 */
export const ddvcr: ImportFormat = {
  name: 'ddvcr-json',
  recognises: ({ syntax, documents }) => {
    const { request, response } = recordOr(documents[0]);
    return syntax === 'json' && isRecord(request) && isRecord(recordOr(response)['status']);
  },
  read: async ({ documents }) => await readEach(documents, readInteraction),
};

function readInteraction(file: SourceRecord): SourceExchange {
  const { request, response } = getSides(file);
  return {
    method: toText(request['method']) ?? '',
    url: toText(request['url']) ?? '',
    requestHeaders: toHeaderPairs(request['headers']),
    requestBody: bodyBytes(request['body']),
    status: readStatus(recordOr(response['status'])['code']),
    responseHeaders: toHeaderPairs(response['headers']),
    responseBody: bodyBytes(response['body']),
    recordedAt: null,
  };
}

/** What is not UTF-8, or holds a zero byte, is kept in base64 behind a mark. */
function bodyBytes(body: SourceValue): Uint8Array {
  return typeof body === 'string' && body.startsWith(BASE64) ? base64Bytes(body.slice(BASE64.length)) : toBytes(body);
}
