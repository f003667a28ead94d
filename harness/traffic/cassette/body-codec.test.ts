import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBody, encodeBody } from './body-codec.ts';

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe('encodeBody', () => {
  test('gives back the same bytes for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decoded = decodeBody(encodeBody(bytes));

        expect(Buffer.from(decoded)).toEqual(Buffer.from(bytes));
      }),
    );
  });

  test('gives back the same bytes for any JSON, after a trip through a file', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, 2, 4), fc.constantFrom('', '\n', '\r\n'), (json, indent, tail) => {
        const text = JSON.stringify(JSON.parse(json), null, indent) + tail;

        const decoded = decodeBody(JSON.parse(JSON.stringify(encodeBody(bytesOf(text)))));

        expect(Buffer.from(decoded).toString()).toBe(text);
      }),
    );
  });

  test('stores JSON as a value, with its layout', () => {
    const body = encodeBody(bytesOf('{\n  "a": [\n    1\n  ]\n}\n'));

    expect(body).toEqual({ kind: 'json', json: { a: [1] }, indent: 2, tail: '\n' });
  });

  test.each([
    ['spaces that no layout explains', '{"a": 1}'],
    ['a number that changes when it is written again', '{"a":1.0}'],
    ['the same property twice', '{"a":1,"a":2}'],
    ['an escape that is not needed', '{"a":"\\u0041"}'],
    ['a byte order mark', '\uFEFF{}'],
  ])('stores JSON with %s as text', (_name, text) => {
    const body = encodeBody(bytesOf(text));

    expect(body).toEqual({ kind: 'text', text });
  });

  test('stores the events of a stream one by one, with their data as values', () => {
    const stream = 'event: ping\ndata: {"type":"ping"}\n\n: comment\n\ndata: [DONE]\n\n';

    const body = encodeBody(bytesOf(stream));

    expect(body).toEqual({
      kind: 'sse',
      events: [{ event: 'ping', data: { type: 'ping' } }, ': comment', 'data: [DONE]'],
      separator: '\n\n',
      tail: '',
    });
  });

  test.each([
    ['CRLF', 'data: {"a":1}\r\n\r\ndata: {"a":2}\r\n\r\n'],
    ['no blank line at its end', 'data: {"a":1}\n\ndata: {"a":'],
    ['two data lines in an event', 'data: {"a":\ndata: 1}\n\n'],
  ])('gives back a stream with %s', (_name, stream) => {
    const decoded = decodeBody(encodeBody(bytesOf(stream)));

    expect(Buffer.from(decoded).toString()).toBe(stream);
  });

  test('stores what is not UTF-8 as base64', () => {
    const body = encodeBody(new Uint8Array([0xff, 0xfe]));

    expect(body).toEqual({ kind: 'base64', base64: '//4=' });
  });
});
