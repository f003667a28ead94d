import { deflateSync, gzipSync } from 'node:zlib';
import { SAMPLE } from './sample-sources.ts';
import { BINARY, base64, ORDINARY, STREAM, type Variant } from './variant.ts';

const { url, asked, answered } = SAMPLE;

function vcrpy(request: string, response: string): string {
  return `interactions:
- request:
    ${request}
    headers: {content-type: [application/json]}
    method: POST
    uri: ${url}
  response:
    ${response}
version: 1
`;
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

const VCRPY: readonly Variant[] = [
  {
    format: 'vcrpy-yaml',
    title: 'the JSON serializer, with a base64_string',
    files: {
      'a.json': json({
        version: 1,
        interactions: [
          {
            request: { method: 'POST', uri: url, body: asked, headers: { 'Content-Type': ['application/json'] } },
            response: {
              status: { code: 200, message: 'OK' },
              headers: { 'content-type': ['application/json'], 'Content-Encoding': ['deflate'] },
              body: { base64_string: base64(deflateSync(answered)) },
            },
          },
        ],
      }),
    },
    expected: [ORDINARY],
  },
  {
    format: 'vcrpy-yaml',
    title: 'a pickled BytesIO as the body of the request, binary on both sides',
    files: {
      'a.yaml': vcrpy(
        `body: !!python/object/new:_io.BytesIO\n      state: !!python/tuple\n      - !!binary |\n        ${base64(BINARY)}\n      - 0\n      - null`,
        `body:\n      string: !!binary |\n        ${base64(BINARY)}\n    headers: {content-type: [image/png]}\n    status: {code: 200, message: null}`,
      ),
    },
    expected: [{ asked: BINARY, answered: BINARY }],
  },
  {
    format: 'vcrpy-yaml',
    title: 'the old httpx stub',
    files: {
      'a.yaml': vcrpy(
        `body: '${asked}'`,
        `content: '${answered}'\n    headers: {content-type: [application/json], content-encoding: [gzip]}\n    http_version: HTTP/1.1\n    status_code: 429`,
      ),
    },
    expected: [{ status: 429 }],
  },
  {
    format: 'vcrpy-yaml',
    title: 'anchors for what occurs twice, and a folded stream with escapes',
    files: {
      'a.yaml': `interactions:
- request: &id001 {body: '${asked}', headers: &id002 {accept: ['*/*']}, method: POST, uri: '${url}'}
  response: {body: {string: '${answered}'}, headers: {content-type: [application/json]}, status: {code: 200, message: OK}}
- request: *id001
  response:
    body: {string: "data: {\\"a\\":\\"\\xE9\\"}\\r\\n\\r\\n\\
      data: {\\"b\\":\\"\\U0001F600\\"}\\r\\n\\r\\n"}
    headers: {content-type: [text/event-stream]}
    status: {code: 200, message: OK}
version: 1
`,
    },
    expected: [ORDINARY, { answered: STREAM }],
  },
];

function ruby(body: string, more = ''): string {
  return `---
http_interactions:
- request:
    method: post
    uri: ${url}
    body: {encoding: UTF-8, string: '${asked}'}
    headers: {Content-Type: [application/json]}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]${more}}
    body: ${body}
    http_version: null
  recorded_at: Fri, 02 Jan 2026 03:04:05 GMT
recorded_with: VCR 2.9.3
`;
}

const RUBY: readonly Variant[] = [
  {
    format: 'ruby-vcr-yaml',
    title: 'base64_string in lines, compressed',
    files: {
      'a.yml': ruby(
        `\n      encoding: ASCII-8BIT\n      base64_string: |\n        ${base64(gzipSync(answered)).replaceAll(/.{60}/g, '$&\n        ')}`,
        ', Content-Encoding: [gzip]',
      ),
    },
    expected: [ORDINARY],
  },
  {
    format: 'ruby-vcr-yaml',
    title: 'the text of another encoding',
    files: { 'a.yml': ruby(`{encoding: ISO-8859-1, string: "caf\u00e9"}`) },
    expected: [{ answered: Uint8Array.of(0x63, 0x61, 0x66, 0xe9) }],
  },
  {
    format: 'ruby-vcr-yaml',
    title: 'the JSON serializer',
    files: {
      'a.json': json({
        http_interactions: [
          {
            request: { method: 'post', uri: url, body: { encoding: 'UTF-8', string: asked }, headers: {} },
            response: {
              status: { code: 200, message: 'OK' },
              headers: { 'Content-Type': ['application/json'] },
              body: { encoding: 'UTF-8', string: answered },
            },
            recorded_at: 'Fri, 02 Jan 2026 03:04:05 GMT',
          },
        ],
        recorded_with: 'VCR 6.2.0',
      }),
    },
    expected: [ORDINARY],
  },
  {
    format: 'ruby-vcr-yaml',
    title: 'version 1, with symbols and classes',
    files: {
      'a.yml': `---
- !ruby/struct:VCR::HTTPInteraction
  request: !ruby/struct:VCR::Request
    method: :post
    uri: ${url}
    body: '${asked}'
    headers:
      content-type: [application/json]
  response: !ruby/struct:VCR::Response
    status: !ruby/struct:VCR::ResponseStatus
      code: 200
      message: OK
    headers:
      content-type: [application/json]
    body: !str
      str: '${answered}'
    http_version: "1.1"
`,
    },
    expected: [ORDINARY],
  },
];

/** For tests: VCR.py, and the VCR of Ruby. */
export const VCR_VARIANTS: readonly Variant[] = [...VCRPY, ...RUBY];
