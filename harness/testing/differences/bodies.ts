import { gzipSync } from 'node:zlib';
import { atHeader, BODY, definePairs, type Pair } from './pair.ts';
import { bytes, json, send } from './respond.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489ff', 'hex');
const withByte = (index: number, value: number) => {
  const copy = Buffer.from(PNG);
  copy[index < 0 ? copy.length + index : index] = value;
  return copy;
};
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

const BINARY: readonly string[] = [
  'image/png',
  'application/pdf',
  'application/octet-stream',
  'application/zip',
  'font/woff2',
  'application/x-protobuf',
  'audio/mpeg',
];

const TEXTS: readonly (readonly [string, string, string])[] = [
  ['a letter', 'hello', 'hallo'],
  ['the ends of lines', 'a\nb', 'a\r\nb'],
  ['a line feed at the end', 'a', 'a\n'],
  ['white space only', ' ', '  '],
  ['an empty body and a blank', '', ' '],
  ['a zero character', 'a\0b', 'a\0c'],
  ['a byte order mark', 'a', '\ufeffa'],
  ['another Unicode form', 'caf\u00e9', 'cafe\u0301'],
  ['a control character', 'a\u0007', 'a\u0008'],
];

export const BODIES: readonly Pair[] = [
  ...definePairs(
    'the last byte of',
    BODY,
    BINARY.map((type) => [type, bytes(type, PNG), bytes(type, withByte(-1, 0xfe))]),
  ),
  ...definePairs('bytes', BODY, [
    ['the first', bytes('image/png', PNG), bytes('image/png', withByte(0, 0x88))],
    ['one more at the end', bytes('image/png', PNG), bytes('image/png', Buffer.concat([PNG, Buffer.from([0])]))],
    ['two that are no UTF-8', bytes('text/plain', Buffer.from([0xfe])), bytes('text/plain', Buffer.from([0xff]))],
    ['no UTF-8 in JSON', json(Buffer.from([0x22, 0xfe, 0x22])), json(Buffer.from([0x22, 0xff, 0x22]))],
    [
      'the replacement character and a byte that is no UTF-8',
      bytes('text/plain', '\ufffd'),
      bytes('text/plain', Buffer.from([0xff])),
    ],
    ['a body without media type', withoutType(Buffer.from([1, 2])), withoutType(Buffer.from([1, 3]))],
    [
      'Latin-1 that is declared',
      bytes('text/plain; charset=iso-8859-1', latin1('caf\u00e9')),
      bytes('text/plain; charset=iso-8859-1', latin1('caf\u00e8')),
    ],
    ['Latin-1 that is not declared', bytes('text/plain', latin1('\u00e9')), bytes('text/plain', latin1('\u00e8'))],
    ['UTF-16', bytes('text/plain; charset=utf-16', utf16('a')), bytes('text/plain; charset=utf-16', utf16('b'))],
    ['an unknown charset', bytes('text/plain; charset=x-own', 'a'), bytes('text/plain; charset=x-own', 'b')],
    ['a body that is compressed', compressed('{"a":1}'), compressed('{"a":2}')],
  ]),
  ...['text/plain', 'text/html; charset=utf-8', 'text/csv'].flatMap((type) =>
    definePairs(
      `text of type ${type}`,
      BODY,
      TEXTS.map(([label, left, right]) => [label, bytes(type, left), bytes(type, right)]),
    ),
  ),
  ...definePairs('a media type', atHeader('content-type'), [
    ['another', bytes('text/plain', 'a'), bytes('text/html', 'a')],
    ['its charset', bytes('text/plain; charset=utf-8', 'a'), bytes('text/plain; charset=us-ascii', 'a')],
    ['JSON and problem+json', bytes('application/json', '{}'), bytes('application/problem+json', '{}')],
  ]),
  ...definePairs('bytes, equal', 'equal', [
    ['an image', bytes('image/png', PNG), bytes('image/png', PNG)],
    ['pieces of a body', inPieces('hello ', 'world'), inPieces('hel', 'lo world')],
    ['pieces that cut a character', inPieces(Buffer.from([0xc3]), Buffer.from([0xa9])), inPieces('\u00e9')],
    ['a length that is known before, and one that is not', whole('hello world'), inPieces('hello ', 'world')],
    ['the level of a compression', compressed('{"a":1}', 1), compressed('{"a":1}', 9)],
  ]),
];

function withoutType(body: Buffer) {
  return { respond: (response: Parameters<typeof send>[0]) => send(response, { body }) };
}

function whole(body: string) {
  return bytes('text/plain', body);
}

function inPieces(...pieces: readonly (string | Buffer)[]) {
  return {
    respond: async (response: Parameters<typeof send>[0]) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      for (const piece of pieces) {
        response.write(piece);
        await new Promise(setImmediate);
      }
      response.end();
    },
  };
}

function compressed(body: string, level = 6) {
  return {
    respond: (response: Parameters<typeof send>[0]) =>
      send(response, {
        headers: [
          ['content-type', 'application/json'],
          ['content-encoding', 'gzip'],
        ],
        body: gzipSync(body, { level }),
      }),
  };
}
