import { brotliCompressSync, gzipSync } from 'node:zlib';

const URL_OF_CHAT = 'https://api.openai.com/v1/chat/completions';
const ASKED = '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Say hi"}]}';
const ANSWERED =
  '{"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}';

/** For tests: one recording of the same exchange in each format. `file` is its name. */
export interface SampleSource {
  readonly format: string;
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** For tests: what every sample source holds. */
export const SAMPLE = { url: URL_OF_CHAT, asked: ASKED, answered: ANSWERED };

const JSON_TYPE = [{ name: 'content-type', value: 'application/json' }];
const ENCODED = [...JSON_TYPE, { name: 'content-encoding', value: 'gzip' }];

function harEntry(headers: readonly object[], content: object) {
  return {
    startedDateTime: '2026-01-02T03:04:05.000Z',
    request: {
      method: 'POST',
      url: URL_OF_CHAT,
      headers: JSON_TYPE,
      postData: { mimeType: 'application/json', text: ASKED },
    },
    response: { status: 200, headers, content },
  };
}

function inHalves(bytes: Buffer): readonly Buffer[] {
  return [bytes.subarray(0, 40), bytes.subarray(40)];
}

function frame(bytes: string): string {
  return `${Buffer.byteLength(bytes).toString(16)}\r\n${bytes}\r\n0\r\n\r\n`;
}

const requestOfHttprr = `POST ${URL_OF_CHAT} HTTP/1.1\r\nHost: api.openai.com\r\nContent-Type: application/json\r\n\r\n${ASKED}`;
const responseOfHttprr = `HTTP/2.0 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${frame(ANSWERED)}`;

export const SAMPLE_SOURCES: readonly SampleSource[] = [
  {
    format: 'polly-har',
    file: 'polly.har',
    content: JSON.stringify({
      log: {
        _recordingName: 'a',
        creator: { name: 'Polly.JS', version: '6' },
        version: '1.2',
        entries: [
          harEntry(ENCODED, {
            encoding: 'base64',
            text: JSON.stringify(inHalves(gzipSync(ANSWERED)).map((piece) => piece.toString('base64'))),
          }),
        ],
      },
    }),
  },
  {
    format: 'har',
    file: 'browser.har',
    content: JSON.stringify({
      log: {
        version: '1.2',
        creator: { name: 'Firefox', version: '1' },
        entries: [harEntry(JSON_TYPE, { encoding: 'base64', text: Buffer.from(ANSWERED).toString('base64') })],
      },
    }),
  },
  {
    format: 'nock-json',
    file: 'nock.json',
    content: JSON.stringify([
      {
        scope: 'https://api.openai.com:443',
        method: 'POST',
        path: '/v1/chat/completions',
        body: JSON.parse(ASKED),
        status: 200,
        response: inHalves(brotliCompressSync(ANSWERED)).map((piece) => piece.toString('hex')),
        rawHeaders: ['Content-Type', 'application/json', 'Content-Encoding', 'br'],
      },
    ]),
  },
  {
    format: 'braintrust-msw-json',
    file: 'msw.cassette.json',
    content: JSON.stringify({
      meta: {},
      entries: [
        {
          matchKey: 'POST api.openai.com/v1/chat/completions',
          callIndex: 0,
          request: { method: 'POST', url: URL_OF_CHAT, headers: {}, body: { kind: 'json', value: JSON.parse(ASKED) } },
          response: {
            status: 200,
            headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
            body: { kind: 'json', value: JSON.parse(ANSWERED) },
          },
        },
      ],
    }),
  },
  {
    format: 'vcrpy-yaml',
    file: 'vcrpy.yaml',
    content: `interactions:
- request:
    body: '${ASKED}'
    headers:
      ? !!python/object/apply:multidict._multidict.istr
      - Content-Type
      : - application/json
    method: POST
    uri: ${URL_OF_CHAT}
  response:
    body:
      string: !!binary |
        ${gzipSync(ANSWERED).toString('base64')}
    headers:
      Content-Encoding: [gzip]
      Content-Type: [application/json]
    status: {code: 200, message: OK}
version: 1
`,
  },
  {
    format: 'ddvcr-json',
    file: 'dd.json',
    content: JSON.stringify({
      request: { method: 'POST', url: URL_OF_CHAT, headers: { 'Content-Type': 'application/json' }, body: ASKED },
      response: {
        status: { code: 200, message: 'OK' },
        headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
        body: ANSWERED,
      },
    }),
  },
  {
    format: 'ruby-vcr-yaml',
    file: 'ruby.yml',
    content: `---
http_interactions:
- request:
    method: post
    uri: ${URL_OF_CHAT}
    body: {encoding: UTF-8, string: '${ASKED}'}
    headers: {Content-Type: [application/json]}
  response:
    status: {code: 200, message: OK}
    headers: {Content-Type: [application/json]}
    body:
      encoding: ASCII-8BIT
      string: !binary |-
        ${Buffer.from(ANSWERED).toString('base64')}
  recorded_at: Fri, 02 Jan 2026 03:04:05 GMT
recorded_with: VCR 6.3.1
`,
  },
  {
    format: 'r-vcr-yaml',
    file: 'r.yml',
    content: `http_interactions:
- request:
    method: POST
    uri: ${URL_OF_CHAT}
    body: {string: '${ASKED}'}
  response:
    status: 200
    headers: {content-type: application/json, content-encoding: br}
    body: {string: '${ANSWERED}'}
recorded_with: VCR-vcr/2.0.0
`,
  },
  {
    format: 'govcr-yaml',
    file: 'go.yaml',
    content: `---
version: 2
interactions:
- id: 0
  request: {host: api.openai.com, body: '${ASKED}', headers: {Content-Type: [application/json]}, url: '${URL_OF_CHAT}', method: POST}
  response: {body: '${ANSWERED}', headers: {Content-Type: [application/json]}, status: 200 OK, code: 200}
`,
  },
  {
    format: 'httprr',
    file: 'go.httprr.gz',
    content: gzipSync(
      `httprr trace v1\n${Buffer.byteLength(requestOfHttprr)} ${Buffer.byteLength(responseOfHttprr)}\n${requestOfHttprr}${responseOfHttprr}`,
    ),
  },
  {
    format: 'httpmock-yaml',
    file: 'rust.yaml',
    content: `when:
  path: /v1/chat/completions
  method: POST
  body: '${ASKED}'
then:
  status: 200
  header: [{name: content-type, value: application/json}]
  body: '${ANSWERED}'
`,
  },
  {
    format: 'wiremock-yaml',
    file: 'wiremock.yaml',
    content: `---
request:
  url: /chat/completions
  method: POST
  bodyPatterns: [{equalToJson: '${ASKED}'}]
response:
  status: 200
  base64Body: ${Buffer.from(ANSWERED).toString('base64')}
  headers: {Content-Type: application/json}
`,
  },
  {
    format: 'azure-testproxy-json',
    file: 'azure.json',
    content: JSON.stringify({
      Entries: [
        {
          RequestUri: URL_OF_CHAT,
          RequestMethod: 'POST',
          RequestHeaders: { 'Content-Type': 'application/json' },
          RequestBody: JSON.parse(ASKED),
          StatusCode: 200,
          ResponseHeaders: { 'Content-Type': 'application/json' },
          ResponseBody: JSON.parse(ANSWERED),
        },
      ],
      Variables: {},
    }),
  },
];
