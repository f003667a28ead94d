import { type ImportFormat, readEach, type SourceExchange, statusOf } from './import-format.ts';
import { Refusal } from './refusals.ts';
import { bytesOf, headerOf, headersOf, isList, listOr, recordOr, type SourceRecord, textOf } from './source-value.ts';

/** What `nock.recorder` writes with `output_objects`. Source: https://github.com/nock/nock#recording. */
export const nock: ImportFormat = {
  name: 'nock-json',
  recognises: ({ syntax, documents }) =>
    syntax === 'json' && listOr(documents[0]).some((one) => recordOr(one)['scope'] !== undefined),
  read: async ({ documents }) => await readEach(listOr(documents[0]), readDefinition),
};

function readDefinition(definition: SourceRecord): SourceExchange {
  const scope = textOf(definition['scope']);
  const path = textOf(definition['path']);
  if (scope === undefined || path === undefined) throw new Refusal('request_missing');
  if (definition['response'] === undefined) throw new Refusal('response_missing');
  const responseHeaders = headersOf(definition['rawHeaders'] ?? definition['headers']);
  return {
    method: (textOf(definition['method']) ?? 'GET').toUpperCase(),
    url: `${scope.replace(/\/$/, '')}${path}`,
    requestHeaders: headersOf(definition['reqheaders']),
    requestBody: bytesOf(definition['body']),
    status: statusOf(definition['status'] ?? 200),
    responseHeaders,
    responseBody: responseBody(definition, headerOf(responseHeaders, 'content-encoding') !== undefined),
    recordedAt: null,
  };
}

/** A compressed body is a list of hexadecimal pieces, a binary one a single hexadecimal text. */
function responseBody({ response, responseIsBinary }: SourceRecord, isEncoded: boolean): Uint8Array {
  if (isList(response) && response.length > 0 && isEncoded && response.every(isHex)) {
    return Buffer.from(response.join(''), 'hex');
  }
  return responseIsBinary === true && isHex(response) ? Buffer.from(String(response), 'hex') : bytesOf(response);
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^(?:[0-9a-f]{2})*$/i.test(value);
}
