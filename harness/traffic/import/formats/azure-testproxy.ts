import { Refusal } from '../refusals.ts';
import { type ImportFormat, readEach, readStatus, type SourceExchange } from './import-format.ts';
import {
  base64Bytes,
  findHeader,
  type HeaderPairs,
  isBase64,
  isList,
  listOr,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';

/**
 * The recordings of Azure's test proxy: JSON bodies parsed, text bodies as a string or a list of lines, other bodies in
 * base64. Source: https://github.com/Azure/azure-sdk-tools, `tools/test-proxy/Azure.Sdk.Tools.TestProxy/Common/RecordEntry.cs`.
 */
export const azureTestproxy: ImportFormat = {
  name: 'azure-testproxy-json',
  recognises: ({ syntax, documents }) => syntax === 'json' && isSession(recordOr(documents[0])['Entries']),
  read: async ({ documents }) => await readEach(listOr(recordOr(documents[0])['Entries']), readEntry),
};

/** A session without requests is one, too. */
function isSession(entries: SourceValue): boolean {
  return isList(entries) && (entries.length === 0 || entries.some((one) => 'RequestUri' in recordOr(one)));
}

function readEntry(entry: SourceRecord): SourceExchange {
  if (toText(entry['RequestUri']) === undefined) {
    throw new Refusal('request_missing');
  }
  if (entry['StatusCode'] === undefined) {
    throw new Refusal('response_missing');
  }
  const [requestHeaders, responseHeaders] = [
    toHeaderPairs(entry['RequestHeaders']),
    toHeaderPairs(entry['ResponseHeaders']),
  ];
  return {
    method: toText(entry['RequestMethod']) ?? '',
    url: toText(entry['RequestUri']) ?? '',
    requestHeaders,
    requestBody: bodyBytes(entry['RequestBody'], requestHeaders),
    status: readStatus(entry['StatusCode']),
    responseHeaders,
    responseBody: bodyBytes(entry['ResponseBody'], responseHeaders),
    recordedAt: null,
  };
}

function bodyBytes(body: SourceValue, headers: HeaderPairs): Uint8Array {
  const type = findHeader(headers, 'content-type') ?? '';
  if (isList(body)) {
    return listBytes(body, type);
  }
  if (typeof body !== 'string' || /json|text|xml|x-www-form-urlencoded|event-stream|charset=/i.test(type)) {
    return toBytes(body);
  }
  if (!isBase64(body) || body.length % 4 !== 0) {
    return toBytes(body);
  }
  const decoded = base64Bytes(body);
  return type !== '' || isPlainText(decoded) ? decoded : toBytes(body);
}

/** A list is never a JSON value: those are written as text. Its strings are lines, or the pieces of a multipart body. */
function listBytes(list: readonly SourceValue[], type: string): Uint8Array {
  const isWrapper = list.every((piece) => typeof piece === 'string' || (isList(piece) && piece.length === 0));
  if (!isWrapper) {
    return toBytes(list);
  }
  const isMultipart = type.toLowerCase().startsWith('multipart/');
  const pieces = list.map((piece) => (typeof piece === 'string' ? piece : ''));
  return Buffer.concat(
    pieces.map((piece) =>
      isMultipart && piece.startsWith('b64:') ? base64Bytes(piece.slice('b64:'.length)) : Buffer.from(piece),
    ),
  );
}

/** Without a type only what turns out to be text is taken for base64: a word may look like it. */
function isPlainText(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes).toString('utf8');
  return bytes.length > 8 && Buffer.from(text, 'utf8').equals(bytes) && /^[\t\r\n\x20-\x7e\u00a0-\uffff]*$/.test(text);
}
