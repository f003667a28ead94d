import { gzipSync, zstdCompressSync } from 'node:zlib';
import { SAMPLE } from './sample-sources.ts';
import { BINARY, base64, ORDINARY, STREAM, type Variant } from './variant.ts';

const { url, asked, answered } = SAMPLE;
const TYPE = { name: 'Content-Type', value: 'application/json' };
const GZIP = { name: 'Content-Encoding', value: 'gzip' };

interface HarParts {
  readonly headers?: readonly object[];
  readonly content?: object;
  readonly request?: object;
  readonly entry?: object;
}

function har(creator: string, ...entries: readonly HarParts[]): string {
  const polly = creator === 'Polly.JS' ? { _recordingName: 'a' } : {};
  return JSON.stringify({
    log: {
      ...polly,
      version: '1.2',
      creator: { name: creator, version: '5' },
      pages: [],
      entries: entries.map(({ headers = [TYPE], content, request, entry }) => ({
        ...entry,
        startedDateTime: '2026-01-02T03:04:05.000Z',
        request: {
          method: 'POST',
          url,
          headers: [TYPE],
          postData: { mimeType: 'application/json', text: asked },
          ...request,
        },
        response: { status: 200, headers, content: { mimeType: 'application/json', text: answered, ...content } },
      })),
    },
  });
}

function hexPieces(bytes: Buffer): string[] {
  return [bytes.subarray(0, 30), bytes.subarray(30)].map((piece) => piece.toString('hex'));
}

const POLLY: readonly Variant[] = [
  {
    format: 'polly-har',
    title: 'compressed pieces in hexadecimal (before version 6)',
    files: {
      'a.har': har('Polly.JS', {
        headers: [TYPE, GZIP],
        content: { _isBinary: true, text: JSON.stringify(hexPieces(gzipSync(answered))) },
      }),
    },
    expected: [ORDINARY],
  },
  {
    format: 'polly-har',
    title: 'a binary body in one hexadecimal text',
    files: {
      'a.har': har('Polly.JS', {
        content: { _isBinary: true, text: Buffer.from(BINARY).toString('hex'), mimeType: 'image/png' },
      }),
    },
    expected: [{ answered: BINARY }],
  },
  {
    format: 'polly-har',
    title: 'a binary body in base64, and repetitions in the wrong order',
    files: {
      'a.har': har(
        'Polly.JS',
        {
          entry: { _id: 'x', _order: 1 },
          content: { encoding: 'base64', text: base64(BINARY), mimeType: 'image/png' },
        },
        { entry: { _id: 'x', _order: 0 } },
      ),
    },
    expected: [ORDINARY, { answered: BINARY }],
  },
];

const HAR: readonly Variant[] = [
  {
    format: 'har',
    title: 'a browser over HTTP/2: pseudo headers, a size that is not known',
    files: {
      'a.har': har('WebInspector', {
        request: {
          headers: [{ name: ':authority', value: 'api.openai.com' }, { name: ':method', value: 'POST' }, TYPE],
        },
        headers: [{ name: ':status', value: '200' }, TYPE, GZIP],
        content: { size: -1 },
      }),
    },
    expected: [ORDINARY],
  },
  {
    format: 'har',
    title: 'a form as parameters, an empty text beside them',
    files: {
      'a.har': har('Firefox', {
        request: {
          postData: {
            mimeType: 'application/x-www-form-urlencoded',
            text: '',
            params: [
              { name: 'grant_type', value: 'x y' },
              { name: 'a', value: '1' },
            ],
          },
        },
      }),
    },
    expected: [{ asked: 'grant_type=x+y&a=1' }],
  },
  {
    format: 'har',
    title: 'a stream in base64, and a request without a body',
    files: {
      'a.har': har('Charles', {
        request: { method: 'get', postData: undefined },
        headers: [{ name: 'content-type', value: 'text/event-stream' }],
        content: { encoding: 'base64', text: base64(STREAM) },
      }),
    },
    expected: [{ method: 'GET', asked: '', answered: STREAM }],
  },
  {
    format: 'har',
    title: 'no text where there was nothing',
    files: { 'a.har': har('mitmproxy', { content: { size: 0, text: undefined, mimeType: '' } }) },
    expected: [{ answered: '' }],
  },
];

function nock(...changes: readonly object[]): string {
  const definition = {
    scope: 'https://api.openai.com:443',
    method: 'POST',
    path: '/v1/chat/completions',
    body: JSON.parse(asked),
    status: 200,
    response: JSON.parse(answered),
    rawHeaders: ['Content-Type', 'application/json'],
  };
  return JSON.stringify(changes.map((one) => ({ ...definition, ...one })));
}

const NOCK: readonly Variant[] = [
  {
    format: 'nock-json',
    title: 'headers as an object (version 14), pieces in hexadecimal',
    files: {
      'a.json': nock({
        response: hexPieces(zstdCompressSync(answered)),
        rawHeaders: { 'content-type': 'application/json', 'content-encoding': 'zstd' },
        reqheaders: { 'content-type': 'application/json' },
        responseIsBinary: false,
      }),
    },
    expected: [ORDINARY],
  },
  {
    format: 'nock-json',
    title: 'binary answers: one text, and pieces of one',
    files: {
      'a.json': nock(
        { response: Buffer.from(BINARY).toString('hex'), responseIsBinary: true },
        { response: ['ffd800', '01fe0a0d'], responseIsBinary: true },
      ),
    },
    expected: [{ answered: BINARY }, { answered: BINARY }],
  },
  {
    format: 'nock-json',
    title: 'a packed file, a stream, a Buffer, and an answer that was decoded though its header stays',
    files: {
      'a.json.gz': gzipSync(
        nock(
          { response: STREAM, rawHeaders: ['Content-Type', 'text/event-stream', 'Content-Encoding', 'gzip'] },
          { response: { type: 'Buffer', data: [...BINARY] } },
          { rawHeaders: ['Content-Type', 'application/json', 'Content-Encoding', 'br'] },
        ),
      ),
    },
    expected: [{ answered: STREAM }, { answered: BINARY }, ORDINARY],
  },
];

/** For tests: archives of HTTP, and nock. */
export const HAR_VARIANTS: readonly Variant[] = [...POLLY, ...HAR, ...NOCK];
