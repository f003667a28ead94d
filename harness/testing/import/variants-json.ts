import { createHash } from 'node:crypto';
import { SAMPLE } from './sample-sources.ts';
import { BINARY, base64, ORDINARY, STREAM, type Variant } from './variant.ts';

const { url, asked, answered } = SAMPLE;
function msw(request: object, response: object, more: object = {}): string {
  const entry = {
    id: 'a',
    matchKey: 'POST api.openai.com/v1/chat/completions',
    callIndex: 0,
    recordedAt: '2026-01-02T03:04:05.000Z',
    request: { method: 'POST', url, headers: {}, body: request },
    response: { status: 200, statusText: 'OK', headers: { 'content-type': 'application/json' }, body: response },
  };
  return JSON.stringify({
    version: 1,
    meta: { createdAt: 'x', seinfeldVersion: '0' },
    entries: [{ ...entry, ...more }],
  });
}

const HASH = createHash('sha256').update(BINARY).digest('hex');

const MSW: readonly Variant[] = [
  {
    format: 'braintrust-msw-json',
    title: 'text and base64 with a type',
    files: {
      'a.cassette.json': msw(
        { kind: 'text', value: asked },
        { kind: 'base64', value: base64(BINARY), contentType: 'image/png' },
      ),
    },
    expected: [{ answered: BINARY }],
  },
  {
    format: 'braintrust-msw-json',
    title: 'events',
    files: {
      'a.cassette.json': msw(
        { kind: 'json', value: JSON.parse(asked) },
        { kind: 'sse', chunks: ['event: ping\ndata: {"type":"ping"}', 'data: [DONE]\n\n'] },
      ),
    },
    expected: [{ answered: 'event: ping\ndata: {"type":"ping"}\n\ndata: [DONE]\n\n' }],
  },
  {
    format: 'braintrust-msw-json',
    title: 'a side file, and no body at all',
    files: {
      'a.cassette.json': msw(
        { kind: 'empty' },
        { kind: 'binary', path: `${HASH}.bin`, sha256: HASH, contentType: 'image/png' },
      ),
      [`a.cassette.blobs/${HASH}.bin`]: BINARY,
    },
    expected: [{ asked: '', answered: BINARY }],
  },
];

function dd(body: string, headers: object, request: string = asked): string {
  return JSON.stringify({
    request: { method: 'POST', url, headers: { 'Content-Type': 'application/json' }, body: request },
    response: { status: { code: 200, message: '' }, headers, body },
  });
}

const DATADOG: readonly Variant[] = [
  {
    format: 'ddvcr-json',
    title: 'bytes behind the mark of base64',
    files: { 'a.json': dd(`base64:${base64(BINARY)}`, { 'Content-Type': 'application/vnd.amazon.eventstream' }) },
    expected: [{ answered: BINARY }],
  },
  {
    format: 'ddvcr-json',
    title: 'a request of bytes',
    files: { 'a.json': dd(answered, { 'Content-Type': 'application/json' }, `base64:${base64(BINARY)}`) },
    expected: [{ asked: BINARY }],
  },
  {
    format: 'ddvcr-json',
    title: 'a stream, with the encoding that it no longer has',
    files: { 'a.json': dd(STREAM, { 'Content-Type': 'text/event-stream', 'Content-Encoding': 'br' }) },
    expected: [{ answered: STREAM }],
  },
];

function azure(changes: object): string {
  const entry = {
    RequestUri: url,
    RequestMethod: 'POST',
    RequestHeaders: { 'Content-Type': ['application/json'] },
    RequestBody: JSON.parse(asked),
    StatusCode: 200,
    ResponseHeaders: { 'Content-Type': 'application/json; charset=utf-8' },
    ResponseBody: JSON.parse(answered),
    ...changes,
  };
  return JSON.stringify({ Entries: [entry], Variables: { RandomSeed: '1' } });
}

const AZURE: readonly Variant[] = [
  {
    format: 'azure-testproxy-json',
    title: 'JSON as a string, and JSON as lines',
    files: { 'a.json': azure({ RequestBody: asked, ResponseBody: ['[\n', '  "a"\n', ']'] }) },
    expected: [{ answered: '[\n  "a"\n]' }],
  },
  {
    format: 'azure-testproxy-json',
    title: 'a stream as lines, and no body as an empty list',
    files: {
      'a.json': azure({
        RequestMethod: 'GET',
        RequestBody: [],
        ResponseHeaders: { 'Content-Type': 'text/event-stream' },
        ResponseBody: ['data: {"a":"é"}\r\n', '\r\n', 'data: {"b":"\u{1f600}"}\r\n', '\r\n'],
      }),
    },
    expected: [{ method: 'GET', asked: '', answered: STREAM }],
  },
  {
    format: 'azure-testproxy-json',
    title: 'base64 where the type is no text, and a multipart body in pieces',
    files: {
      'a.json': azure({
        RequestHeaders: { 'Content-Type': 'multipart/mixed; boundary=b' },
        RequestBody: ['--b\r\n', 'Content-Type: image/png\r\n', '\r\n', `b64:${base64(BINARY)}\r\n`, '--b--\r\n'],
        ResponseHeaders: { 'Content-Type': 'application/octet-stream' },
        ResponseBody: base64(BINARY),
      }),
    },
    expected: [
      {
        asked: Buffer.concat([Buffer.from('--b\r\nContent-Type: image/png\r\n\r\n'), BINARY, Buffer.from('--b--\r\n')]),
        answered: BINARY,
      },
    ],
  },
  {
    format: 'azure-testproxy-json',
    title: 'no type: a word stays a word, base64 of text is decoded',
    files: {
      'a.json': azure({
        RequestHeaders: {},
        RequestBody: base64(asked),
        ResponseHeaders: {},
        ResponseBody: 'Unauthorized',
      }),
    },
    expected: [{ answered: 'Unauthorized' }],
  },
  {
    format: 'azure-testproxy-json',
    title: 'an encoding that the stored body no longer has',
    files: { 'a.json': azure({ ResponseHeaders: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' } }) },
    expected: [ORDINARY],
  },
];

/** For tests: the other recorders that write JSON. */
export const JSON_VARIANTS: readonly Variant[] = [...MSW, ...DATADOG, ...AZURE];
