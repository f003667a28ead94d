import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import { bytesOf, headersOf, isRecord, queryText, recordOr, type SourceRecord, textOf } from './source-value.ts';

/** What Rust's httpmock records: one `when`/`then` pair a YAML document, without a host. */
export const httpmock: ImportFormat = {
  name: 'httpmock-yaml',
  recognises: ({ documents }) => isRecord(recordOr(documents[0])['when']) && 'then' in recordOr(documents[0]),
  read: async ({ documents }) =>
    await readEach(
      documents.filter((one) => one !== null),
      readPair,
    ),
};

function readPair({ when, then }: SourceRecord): SourceExchange {
  if (!isRecord(when) || textOf(when['path']) === undefined) throw new Refusal('request_not_exact');
  if (!isRecord(then)) throw new Refusal('response_missing');
  const query = queryText(headersOf(when['query_param']));
  return {
    method: textOf(when['method']) ?? '',
    url: `${textOf(when['path'])}${query === '' ? '' : `?${query}`}`,
    requestHeaders: headersOf(when['header']),
    requestBody: bytesOf(when['body'] ?? when['json_body']),
    status: statusOf(then['status'] ?? 200),
    responseHeaders: headersOf(then['header']),
    responseBody: bytesOf(then['body'] ?? then['json_body']),
    recordedAt: null,
  };
}
