import { describe, expect, test } from 'vitest';
import { importFiles } from '../../testing/import/import-fixture.ts';
import { SAMPLE } from '../../testing/import/sample-sources.ts';
import { expectedOf } from '../../testing/import/variant.ts';
import { HAR_VARIANTS } from '../../testing/import/variants-har.ts';
import { JSON_VARIANTS } from '../../testing/import/variants-json.ts';
import { STUB_VARIANTS } from '../../testing/import/variants-stubs.ts';
import { VCR_VARIANTS } from '../../testing/import/variants-vcr.ts';
import { VCR_PORT_VARIANTS } from '../../testing/import/variants-vcr-ports.ts';
import { decodeBody } from '../cassette/body-codec.ts';
import type { Interaction } from '../cassette/cassette.ts';
import { IMPORT_FORMATS } from './formats/formats.ts';

const VARIANTS = [...VCR_VARIANTS, ...VCR_PORT_VARIANTS, ...HAR_VARIANTS, ...JSON_VARIANTS, ...STUB_VARIANTS];

function exchangeOf({ request, response }: Interaction) {
  return {
    method: request.method,
    url: request.url,
    status: response.status,
    asked: Buffer.from(decodeBody(request.body)).toString('latin1'),
    answered: Buffer.from(decodeBody(response.body)).toString('latin1'),
  };
}

function stub(request: object, response: object): string {
  return JSON.stringify({
    request: { method: 'POST', url: '/v1/chat/completions', bodyPatterns: [{ equalTo: 'x' }], ...request },
    response: { status: 200, body: 'x', ...response },
  });
}

function har(entry: { readonly request?: object; readonly response?: object }): string {
  const request = { method: 'POST', url: SAMPLE.url, headers: [], ...entry.request };
  const response = { status: 200, headers: [], content: { text: 'x' }, ...entry.response };
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'x' }, entries: [{ request, response }] } });
}

describe('the variants of each format', () => {
  test('are at least three', () => {
    const few = IMPORT_FORMATS.filter((name) => VARIANTS.filter(({ format }) => format === name).length < 3);

    expect(few).toEqual([]);
  });

  test.each(VARIANTS)('$format: reads $title', async ({ format, files, expected }) => {
    const { result, cassettes } = await importFiles(files);

    expect(result).toMatchObject({ interactions: expected.length, imported: expected.length, refused: [] });
    expect(cassettes[0]?.provenance.source).toBe(`import:${format}`);
    expect(cassettes[0]?.interactions.map(exchangeOf)).toEqual(expected.map(expectedOf));
  });

  test.each([
    ['a stub for any body', stub({ bodyPatterns: undefined }, {}), 'request_not_exact'],
    ['a stub for an expression', stub({ url: undefined, urlPattern: '/v1/.*' }, {}), 'request_not_exact'],
    [
      'a stub for any value',
      stub({ bodyPatterns: [{ equalToJson: `{"a":"${'$'}{json-unit.any-string}"}` }] }, {}),
      'request_not_exact',
    ],
    ['a stub for a part of a query', stub({ queryParameters: { a: { contains: 'x' } } }, {}), 'request_not_exact'],
    [
      'a stub that is a template',
      stub({}, { body: '{{request.path}}', transformers: ['response-template'] }),
      'response_not_exact',
    ],
    ['a stub that breaks the connection', stub({}, { body: undefined, fault: 'EMPTY_RESPONSE' }), 'response_not_exact'],
    [
      'a stub that asks elsewhere',
      stub({}, { body: undefined, proxyBaseUrl: 'https://api.openai.com' }),
      'response_missing',
    ],
    [
      'a HAR without the answer that came',
      har({ response: { content: { size: 12, mimeType: 'x' } } }),
      'body_not_kept',
    ],
    [
      'a HAR without the body that was sent',
      har({ request: { bodySize: 9, postData: { mimeType: 'x', params: [] } } }),
      'body_not_kept',
    ],
    [
      'a HAR with a file in a form',
      har({ request: { postData: { mimeType: 'multipart/form-data', params: [{ name: 'f', fileName: 'a' }] } } }),
      'body_not_kept',
    ],
    [
      'a HAR with base64 that is damaged',
      har({ response: { content: { encoding: 'base64', text: 'a$b=' } } }),
      'body_undecodable',
    ],
    ['a HAR of a request that was blocked', har({ response: { status: 0 } }), 'status_invalid'],
    [
      'nock for any body',
      JSON.stringify([{ scope: 'https://a.example', path: '/', body: '*', response: '' }]),
      'request_not_exact',
    ],
  ])('refuses %s', async (_title, content, code) => {
    const { result } = await importFiles({ 'a.json': content });

    expect(result).toMatchObject({ interactions: 1, imported: 0, refused: [{ file: 'a.json', interaction: 0, code }] });
  });

  test('counts what was imported and what was refused, and a damaged file as one', async () => {
    const { result } = await importFiles({
      'good.json': har({}),
      'bad.json': har({ response: { status: 0 } }),
      'cut.json': '{"log":{"entries":[',
      'LICENSE.txt': 'Permission is hereby granted',
    });

    expect(result).toMatchObject({ files: 3, interactions: 3, imported: 1, passedBy: ['LICENSE.txt'] });
    expect(result.refused).toHaveLength(2);
  });
});
