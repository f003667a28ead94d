import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import type { SourceFile } from './source-file.ts';
import {
  base64Bytes,
  bytesOf,
  headersOf,
  isRecord,
  queryText,
  recordOr,
  type SourceRecord,
  type SourceValue,
  textOf,
} from './source-value.ts';

/**
 * What Rust's httpmock records: one `when`/`then` pair a YAML document, mostly without a host. Source:
 * https://docs.rs/httpmock, `StaticMockDefinition`.
 */
export const httpmock: ImportFormat = {
  name: 'httpmock-yaml',
  recognises: (file) => pairsOf(file).some((one) => isRecord(recordOr(one)['when']) && 'then' in recordOr(one)),
  read: async (file) => await readEach(pairsOf(file), async (pair) => await readPair(pair, file)),
};

function pairsOf({ documents }: SourceFile): readonly SourceValue[] {
  return documents.filter((one) => one !== null);
}

/** What `when` may hold of a body beside the body itself: a part of one, or a pattern. */
const PART_OF_BODY = /^(?:json_)?(?:body|form_urlencoded)_(?!base64$|tuple$)/;

async function readPair({ when, then }: SourceRecord, file: SourceFile): Promise<SourceExchange> {
  if (!isRecord(when) || textOf(when['path']) === undefined) {
    throw new Refusal('request_not_exact');
  }
  if (!isRecord(then)) {
    throw new Refusal('response_missing');
  }
  const requestBody = requestBytes(when);
  const isPart = Object.entries(when).some(([name, value]) => PART_OF_BODY.test(name) && value !== null);
  if (isPart && requestBody.length === 0) {
    throw new Refusal('request_not_exact');
  }
  const query = queryText(headersOf(when['query_param']));
  return {
    method: textOf(when['method']) ?? '',
    url: `${originOf(when)}${textOf(when['path'])}${query === '' ? '' : `?${query}`}`,
    requestHeaders: headersOf(when['header']),
    requestBody,
    status: statusOf(then['status']),
    responseHeaders: headersOf(then['header']),
    responseBody: await responseBytes(then, file),
    recordedAt: null,
  };
}

function originOf({ scheme, host, port }: SourceRecord): string {
  const name = textOf(host);
  if (name === undefined) {
    return '';
  }
  return `${textOf(scheme) ?? 'https'}://${name}${port === undefined || port === null ? '' : `:${textOf(port)}`}`;
}

function requestBytes(when: SourceRecord): Uint8Array {
  const base64 = textOf(when['body_base64']);
  if (base64 !== undefined) {
    return base64Bytes(base64);
  }
  const form = headersOf(when['form_urlencoded_tuple']);
  if (form.length > 0) {
    return Buffer.from(queryText(form));
  }
  return bytesOf(when['body'] ?? when['json_body']);
}

async function responseBytes(then: SourceRecord, file: SourceFile): Promise<Uint8Array> {
  const base64 = textOf(then['body_base64']);
  if (base64 !== undefined) {
    return base64Bytes(base64);
  }
  const name = textOf(then['body_from_file']);
  if (name === undefined) {
    return bytesOf(then['body'] ?? then['json_body']);
  }
  const bytes = await file.beside(name);
  if (bytes === null) {
    throw new Refusal('side_file_missing', name);
  }
  return bytes;
}
