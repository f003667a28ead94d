import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import {
  bytesOf,
  type HeaderPairs,
  headerOf,
  headersOf,
  isList,
  listOr,
  recordOr,
  type SourceRecord,
  type SourceValue,
  textOf,
} from './source-value.ts';

/** The recordings of Azure's test proxy: JSON bodies parsed, text bodies as a list of lines, other bodies in base64. */
export const azureTestproxy: ImportFormat = {
  name: 'azure-testproxy-json',
  recognises: ({ syntax, documents }) => syntax === 'json' && Array.isArray(recordOr(documents[0])['Entries']),
  read: async ({ documents }) => await readEach(listOr(recordOr(documents[0])['Entries']), readEntry),
};

function readEntry(entry: SourceRecord): SourceExchange {
  if (textOf(entry['RequestUri']) === undefined) throw new Refusal('request_missing');
  if (entry['StatusCode'] === undefined) throw new Refusal('response_missing');
  const [requestHeaders, responseHeaders] = [headersOf(entry['RequestHeaders']), headersOf(entry['ResponseHeaders'])];
  return {
    method: textOf(entry['RequestMethod']) ?? '',
    url: textOf(entry['RequestUri']) ?? '',
    requestHeaders,
    requestBody: bodyBytes(entry['RequestBody'], requestHeaders),
    status: statusOf(entry['StatusCode']),
    responseHeaders,
    responseBody: bodyBytes(entry['ResponseBody'], responseHeaders),
    recordedAt: null,
  };
}

function bodyBytes(body: SourceValue, headers: HeaderPairs): Uint8Array {
  const type = headerOf(headers, 'content-type') ?? '';
  const isJson = /json/i.test(type);
  if (isList(body)) return isJson ? bytesOf(body) : Buffer.from(body.map((line) => textOf(line) ?? '').join(''));
  const isText = isJson || type === '' || /text|xml|x-www-form-urlencoded|event-stream/i.test(type);
  return typeof body === 'string' && !isText && isBase64(body) ? Buffer.from(body, 'base64') : bytesOf(body);
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
