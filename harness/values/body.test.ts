import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBody } from './body.ts';
import { decodeText } from './charset.ts';

const bytesOf = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding);
const PNG = Buffer.from('89504e470d0a1a0a0000000d', 'hex');

describe('a body', () => {
  test.each<[string, Buffer, string | undefined, unknown]>([
    ['that is empty', Buffer.alloc(0), 'application/json', null],
    ['of JSON', bytesOf('{"a":1}'), 'application/json; charset=utf-8', { a: 1 }],
    ['of a type that ends in +json', bytesOf('[1.0]'), 'Application/Problem+JSON', [{ $number: '1.0' }]],
    ['that is the JSON null', bytesOf('null'), 'application/json', { $text: 'null' }],
    [
      'that is not the JSON it claims to be',
      bytesOf('{"a": '),
      'application/json',
      { $invalid: 'JSON', $text: '{"a": ' },
    ],
    ['of text', bytesOf('ü'), 'text/plain', 'ü'],
    ['of text in Latin-1', bytesOf('ü', 'latin1'), 'text/plain; charset=ISO-8859-1', 'ü'],
    ['of text in windows-1252', Buffer.from([0x80]), 'text/plain; charset="windows-1252"', '€'],
    ['of text in UTF-16', bytesOf('ü', 'utf16le'), 'text/plain; charset=utf-16', 'ü'],
    ['of JSON in Latin-1', bytesOf('"ü"', 'latin1'), 'application/json; charset=latin1', 'ü'],
    ['of text without a type', bytesOf('plain'), undefined, 'plain'],
    ['of a type that we do not know', bytesOf('a: 1\n'), 'application/yaml', 'a: 1\n'],
    ['of text with a byte order mark', bytesOf('\uFEFFa'), 'text/plain', '\uFEFFa'],
  ])('%s', (_, bytes, contentType, expected) => {
    expect(decodeBody(bytes, contentType)).toEqual(expected);
  });

  test.each<[string, Buffer, string | undefined]>([
    ['an image', PNG, 'image/png'],
    ['an image that claims to be text', PNG, 'text/plain'],
    ['an image that claims to be JSON', PNG, 'application/json'],
    ['Latin-1 that claims to be UTF-8', bytesOf('ü', 'latin1'), 'text/plain; charset=utf-8'],
    ['bytes that happen to be UTF-8', Buffer.from([0, 1, 2]), 'application/octet-stream'],
    ['UTF-16 in the other byte order', Buffer.from([0xfe, 0xff, 0, 0x61]), 'text/plain; charset=utf-16'],
    ['half of a UTF-16 pair', Buffer.from([0x00, 0xd8]), 'text/plain; charset=utf-16le'],
    ['a charset with several sequences for one character', bytesOf('a'), 'text/plain; charset=shift_jis'],
    ['a charset that nobody knows', bytesOf('a'), 'text/plain; charset=klingon'],
  ])('%s is shown as bytes', (_, bytes, contentType) => {
    const $sha256 = createHash('sha256').update(bytes).digest('hex');

    expect(decodeBody(bytes, contentType)).toEqual({ $bytes: bytes.length, $sha256 });
  });

  test('that is nested too deeply stays a text', () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);

    expect(decodeBody(bytesOf(text), 'application/json')).toEqual({
      $invalid: 'JSON that is nested too deeply',
      $text: text,
    });
  });

  test('that JSON calls as we call bytes is told apart', () => {
    expect(decodeBody(bytesOf('{"$bytes":1,"$sha256":"a"}'), 'application/json')).toEqual({
      $$bytes: 1,
      $$sha256: 'a',
    });
  });
});

describe('laws', () => {
  const contentType = fc.constantFrom(
    undefined,
    'text/plain',
    'text/html; charset=iso-8859-1',
    'text/plain; charset=utf-16',
    'text/plain; charset=utf-16be',
    'application/xml; charset=koi8-r',
    'image/png',
    'application/octet-stream',
    'text/plain; charset=gb18030',
  );
  const body = fc.oneof(
    fc.uint8Array({ maxLength: 12 }),
    fc.string({ unit: 'binary' }).map((text) => new Uint8Array(bytesOf(text))),
  );

  test('any two bodies of one type that differ in a byte are seen as different', () => {
    fc.assert(
      fc.property(body, body, contentType, (left, right, type) => {
        fc.pre(!Buffer.from(left).equals(right));

        expect(JSON.stringify(decodeBody(left, type))).not.toBe(JSON.stringify(decodeBody(right, type)));
      }),
    );
  });

  test('any change of one byte is seen', () => {
    fc.assert(
      fc.property(body, contentType, fc.nat(), fc.integer({ min: 1, max: 255 }), (bytes, type, seed, change) => {
        fc.pre(bytes.length > 0);
        const at = seed % bytes.length;
        const changed = bytes.with(at, ((bytes[at] ?? 0) + change) % 256);

        expect(JSON.stringify(decodeBody(changed, type))).not.toBe(JSON.stringify(decodeBody(bytes, type)));
      }),
    );
  });

  test.each([
    'windows-1252',
    'windows-1251',
    'windows-874',
    'iso-8859-2',
    'iso-8859-8-i',
    'koi8-u',
    'ibm866',
    'macintosh',
  ])('every byte is a letter of its own in %s, or none', (charset) => {
    const letters = Array.from({ length: 256 }, (_, byte) => decodeText(Uint8Array.of(byte), charset) ?? byte);

    expect(new Set(letters).size).toBe(256);
  });

  test('nothing that is shown holds a replacement character that was not sent', () => {
    fc.assert(
      fc.property(fc.uint8Array(), contentType, (bytes, type) => {
        fc.pre(
          !Buffer.from(bytes).includes(bytesOf('\uFFFD')) &&
            !Buffer.from(bytes).includes(Buffer.from([0xfd, 0xff])) &&
            !Buffer.from(bytes).includes(Buffer.from([0xff, 0xfd])),
        );

        expect(JSON.stringify(decodeBody(bytes, type))).not.toContain('\uFFFD');
      }),
    );
  });
});
