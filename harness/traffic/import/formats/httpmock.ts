import { Refusal } from '../refusals.ts';
import type { SourceFile } from '../source-file.ts';
import { type ImportFormat, readEach, readStatus, type SourceExchange } from './import-format.ts';
import {
  base64Bytes,
  isRecord,
  queryText,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';

/**
 * What Rust's httpmock records: one `when`/`then` pair a YAML document, mostly without a host. Source:
 * https://docs.rs/httpmock, `StaticMockDefinition`.
 */
export const httpmock: ImportFormat = {
  name: 'httpmock-yaml',
  recognises: (file) => listPairs(file).some((one) => isRecord(recordOr(one)['when']) && 'then' in recordOr(one)),
  read: async (file) => await readEach(listPairs(file), async (pair) => await readPair(pair, file)),
};

function listPairs({ documents }: SourceFile): readonly SourceValue[] {
  return documents.filter((one) => one !== null);
}

/** What `when` may hold of a body beside the body itself: a part of one, or a pattern. */
const PART_OF_BODY = /^(?:json_)?(?:body|form_urlencoded)_(?!base64$|tuple$)/;

async function readPair({ when, then }: SourceRecord, file: SourceFile): Promise<SourceExchange> {
  if (!isRecord(when) || toText(when['path']) === undefined) {
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
  const query = queryText(toHeaderPairs(when['query_param']));
  return {
    method: toText(when['method']) ?? '',
    url: `${toOrigin(when)}${toText(when['path'])}${query === '' ? '' : `?${query}`}`,
    requestHeaders: toHeaderPairs(when['header']),
    requestBody,
    status: readStatus(then['status']),
    responseHeaders: toHeaderPairs(then['header']),
    responseBody: await responseBytes(then, file),
    recordedAt: null,
  };
}

function toOrigin({ scheme, host, port }: SourceRecord): string {
  const name = toText(host);
  if (name === undefined) {
    return '';
  }
  return `${toText(scheme) ?? 'https'}://${name}${port === undefined || port === null ? '' : `:${toText(port)}`}`;
}

function requestBytes(when: SourceRecord): Uint8Array {
  const base64 = toText(when['body_base64']);
  if (base64 !== undefined) {
    return base64Bytes(base64);
  }
  const form = toHeaderPairs(when['form_urlencoded_tuple']);
  if (form.length > 0) {
    return Buffer.from(queryText(form));
  }
  return toBytes(when['body'] ?? when['json_body']);
}

async function responseBytes(then: SourceRecord, file: SourceFile): Promise<Uint8Array> {
  const base64 = toText(then['body_base64']);
  if (base64 !== undefined) {
    return base64Bytes(base64);
  }
  const name = toText(then['body_from_file']);
  if (name === undefined) {
    return toBytes(then['body'] ?? then['json_body']);
  }
  const bytes = await file.beside(name);
  if (bytes === null) {
    throw new Refusal('side_file_missing', name);
  }
  return bytes;
}
