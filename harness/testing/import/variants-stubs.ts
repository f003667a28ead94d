import { gzipSync } from 'node:zlib';
import { SAMPLE } from './sample-sources.ts';
import { BINARY, base64, ORDINARY, STREAM, type Variant } from './variant.ts';

const { url, asked, answered } = SAMPLE;
const PATH = '/v1/chat/completions';

function stub(request: object, response: object = {}, more: object = {}) {
  return {
    id: 'x',
    request: { method: 'POST', url: PATH, bodyPatterns: [{ equalToJson: asked }], ...request },
    response: { status: 200, headers: { 'Content-Type': 'application/json' }, body: answered, ...response },
    ...more,
  };
}

function state(needed: string, next: string | undefined, status: number) {
  return stub({}, { status }, { scenarioName: 'retry', requiredScenarioState: needed, newScenarioState: next });
}

const WIREMOCK: readonly Variant[] = [
  {
    format: 'wiremock-yaml',
    title: 'one mapping in JSON: a parsed answer, the host, a path and a query',
    files: {
      'mappings/a.json': JSON.stringify(
        stub(
          {
            url: undefined,
            urlPath: PATH,
            queryParameters: { a: { equalTo: '1' } },
            host: { equalTo: 'api.openai.com' },
            scheme: 'https',
          },
          { body: undefined, jsonBody: JSON.parse(answered) },
        ),
      ),
    },
    expected: [{ url: `${url}?a=1` }],
  },
  {
    format: 'wiremock-yaml',
    title: 'a list of mappings whose states are in the wrong order',
    files: {
      'a.json': JSON.stringify({
        mappings: [state('two', undefined, 200), state('one', 'two', 503), state('Started', 'one', 429)],
        meta: { total: 3 },
      }),
    },
    expected: [{ status: 429 }, { status: 503 }, ORDINARY],
  },
  {
    format: 'wiremock-yaml',
    title: 'bodies in __files, compressed, and a request of bytes',
    files: {
      'mappings/deep/a.json': JSON.stringify(
        stub(
          { bodyPatterns: [{ binaryEqualTo: base64(BINARY) }] },
          {
            body: undefined,
            bodyFileName: 'answer.json.gz',
            headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
          },
        ),
      ),
      '__files/answer.json.gz': gzipSync(answered),
    },
    expected: [{ asked: BINARY }],
  },
  {
    format: 'wiremock-yaml',
    title: 'an expression that only has escapes, JSON as a value, a form',
    files: {
      'a.json': JSON.stringify({
        mappings: [
          stub({
            url: undefined,
            urlPattern: '^/v1/chat/completions\\?a\\=1$',
            bodyPatterns: [{ equalToJson: JSON.parse(asked) }],
          }),
          stub({ bodyPatterns: undefined, formParameters: { a: { equalTo: 'x y' } } }),
        ],
      }),
    },
    expected: [{ url: `${url}?a=1` }, { asked: 'a=x+y' }],
  },
];

function pair(when: string, then: string): string {
  return `when:\n  path: ${PATH}\n  method: POST\n${when}then:\n  status: 200\n  header: [{name: content-type, value: application/json}]\n${then}`;
}

const HTTPMOCK: readonly Variant[] = [
  {
    format: 'httpmock-yaml',
    title: 'bodies in base64, and the host',
    files: {
      'a.yaml': pair(
        `  scheme: https\n  host: api.openai.com\n  port: 443\n  body_base64: ${base64(BINARY)}\n`,
        `  body_base64: ${base64(BINARY)}\n`,
      ),
    },
    expected: [{ asked: BINARY, answered: BINARY }],
  },
  {
    format: 'httpmock-yaml',
    title: 'several documents, a query, a stream in a block text',
    files: {
      'a.yaml': `---\n${pair(`  body: '${asked}'\n`, `  body: '${answered}'\n`)}---\n${pair(
        `  query_param: [{name: a, value: x y}]\n  body: '${asked}'\n`,
        '  body: |+\n    data: {"a":1}\n\n    data: [DONE]\n\n',
      )}`,
    },
    expected: [ORDINARY, { url: `${url}?a=x+y`, answered: 'data: {"a":1}\n\ndata: [DONE]\n\n' }],
  },
  {
    format: 'httpmock-yaml',
    title: 'parsed JSON, and an answer in another file',
    files: {
      'a.yaml': pair(`  json_body: ${asked}\n  header_exists: [x-api-key]\n`, '  body_from_file: answer.bin\n'),
      'answer.bin': answered,
    },
    expected: [ORDINARY],
  },
];

function trace(...exchanges: readonly (readonly [request: string | Buffer, response: string | Buffer])[]): Buffer {
  return Buffer.concat([
    Buffer.from('httprr trace v1\n'),
    ...exchanges.flatMap(([request, response]) => [
      Buffer.from(`${Buffer.byteLength(request)} ${Buffer.byteLength(response)}\n`),
      Buffer.from(request),
      Buffer.from(response),
    ]),
  ]);
}

function chunked(...pieces: readonly string[]): string {
  return `${pieces.map((piece) => `${Buffer.byteLength(piece).toString(16)};x=1\r\n${piece}\r\n`).join('')}0\r\nT: 1\r\n\r\n`;
}

const HTTPRR: readonly Variant[] = [
  {
    format: 'httprr',
    title: 'a target without its host, and a length that says less than there is',
    files: {
      'a.httprr': trace([
        `POST ${PATH} HTTP/1.1\r\nHost: api.openai.com\r\nContent-Length: 3\r\n\r\n${asked}`,
        `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3\r\n\r\n${answered}`,
      ]),
    },
    expected: [ORDINARY],
  },
  {
    format: 'httprr',
    title: 'pieces with extensions and trailers on both sides',
    files: {
      'a.httprr': trace([
        `POST ${url} HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${chunked(asked.slice(0, 9), asked.slice(9))}`,
        `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n${chunked(STREAM.slice(0, 14), STREAM.slice(14))}`,
      ]),
    },
    expected: [{ answered: STREAM }],
  },
  {
    format: 'httprr',
    title: 'several exchanges, one compressed, one without a body',
    files: {
      'a.httprr': trace(
        [
          `POST ${url} HTTP/1.1\r\nHost: api.openai.com\r\n\r\n${asked}`,
          Buffer.concat([
            Buffer.from('HTTP/2.0 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n\r\n'),
            gzipSync(answered),
          ]),
        ],
        [`GET ${url} HTTP/1.1\r\nHost: api.openai.com\r\n\r\n`, 'HTTP/2.0 404 Not Found\r\n\r\n'],
      ),
    },
    expected: [ORDINARY, { method: 'GET', status: 404, asked: '', answered: '' }],
  },
];

/** For tests: stubs, and traces of bytes. */
export const STUB_VARIANTS: readonly Variant[] = [...WIREMOCK, ...HTTPMOCK, ...HTTPRR];
