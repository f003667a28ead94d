import { brotliCompressSync } from 'node:zlib';
import { SAMPLE } from './sample-sources.ts';
import { BINARY, base64, ORDINARY, type Variant } from './variant.ts';

const { url, asked, answered } = SAMPLE;

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function r(response: string, last = 'recorded_with: vcr/1.2.2, webmockr/0.9.0'): string {
  return `http_interactions:
- request:
    method: post
    uri: ${url}
    body: {encoding: '', string: '${asked}'}
    headers: {Accept: application/json}
  response:
    ${response}
  recorded_at: 2026-01-02 03:04:05 GMT
${last}
`;
}

const R_STATUS = "status: {status_code: 200, category: Success, reason: OK, message: 'Success: (200) OK'}";

const R: readonly Variant[] = [
  {
    format: 'r-vcr-yaml',
    title: 'version 1, with a status of four parts',
    files: {
      'a.yml': r(
        `${R_STATUS}\n    headers: {status: HTTP/2 200, content-type: application/json}\n    body: {encoding: '', file: no, string: '${answered}'}`,
      ),
    },
    expected: [ORDINARY],
  },
  {
    format: 'r-vcr-yaml',
    title: 'base64_string in lines, and the writer in the interaction',
    files: {
      'a.yml': r(
        `${R_STATUS}\n    headers: {content-type: application/json, content-encoding: br}\n    body:\n      encoding: ''\n      base64_string: |-\n        ${base64(brotliCompressSync(answered)).replaceAll(/.{80}/g, '$&\n        ')}`,
        '  recorded_with: vcr/0.2.0, webmockr/0.3.4',
      ),
    },
    expected: [ORDINARY],
  },
  {
    format: 'r-vcr-yaml',
    title: 'an answer that was written to the disk',
    files: {
      'a/case.yml': r(
        `status: 200\n    headers: {content-type: application/json}\n    body: {encoding: '', file: yes, string: ../files/answer.bin}`,
      ),
      'files/answer.bin': answered,
    },
    expected: [ORDINARY],
  },
  {
    format: 'r-vcr-yaml',
    title: 'the JSON serializer',
    files: {
      'a.json': json({
        http_interactions: [
          {
            request: { method: 'POST', uri: url, body: { string: asked } },
            response: { status: 200, headers: { 'content-type': 'application/json' }, body: { string: answered } },
          },
        ],
        recorded_with: 'VCR-vcr/2.1.0',
      }),
    },
    expected: [ORDINARY],
  },
];

function go(request: string, response: string, version = 2): string {
  return `---
version: ${version}
interactions:
- ${version === 1 ? '' : 'id: 0\n  '}request: {${request}}
  response: {${response}}
`;
}

const GO: readonly Variant[] = [
  {
    format: 'govcr-yaml',
    title: 'format 1, with a duration that is empty',
    files: {
      'a.yaml': go(
        `body: '${asked}', form: {}, headers: {}, url: '${url}', method: POST`,
        `body: '${answered}', headers: {Content-Type: [application/json]}, status: 200 OK, code: 200, duration: ''`,
        1,
      ),
    },
    expected: [ORDINARY],
  },
  {
    format: 'govcr-yaml',
    title: 'format 2 with every field, bytes, and no method',
    files: {
      'a.yaml': go(
        `proto: HTTP/1.1, proto_major: 1, content_length: 0, transfer_encoding: [], trailer: {}, host: api.openai.com, remote_addr: '', request_uri: '', body: '', form: {}, headers: {}, url: '${url}', method: ''`,
        `proto: HTTP/2.0, transfer_encoding: [], trailer: {}, content_length: -1, uncompressed: true, body: !!binary ${base64(BINARY)}, headers: {Content-Type: [audio/mpeg]}, status: 200 OK, code: 200, duration: 1.204s`,
      ),
    },
    expected: [{ method: 'GET', asked: '', answered: BINARY }],
  },
  {
    format: 'govcr-yaml',
    title: 'a form without a body, and a URL without its host',
    files: {
      'a.yaml': go(
        `host: api.openai.com, body: '', form: {a: ['1'], b: [x y]}, headers: {}, url: /v1/files, method: POST`,
        `body: '${answered}', headers: {}, status: 201 Created`,
      ),
    },
    expected: [{ url: 'https://api.openai.com/v1/files', status: 201, asked: 'a=1&b=x+y' }],
  },
  {
    format: 'govcr-yaml',
    title: 'JSON with the names of the fields in Go',
    files: {
      'a.json': json({
        Version: 2,
        Interactions: [
          {
            ID: 0,
            Request: { Method: 'POST', URL: url, Body: asked, Headers: {} },
            Response: {
              Code: 200,
              Body: answered,
              Headers: { 'Content-Type': ['application/json'] },
              Status: '200 OK',
            },
          },
        ],
      }),
    },
    expected: [ORDINARY],
  },
];

/** For tests: the VCR of R and of Go. */
export const VCR_PORT_VARIANTS: readonly Variant[] = [...R, ...GO];
