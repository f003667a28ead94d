import { expect, test } from 'vitest';
import { parseCookies, parseSetCookie } from './cookies.ts';

test('a cookie is read with its attributes', () => {
  expect(
    parseSetCookie('SID=31d4d96e=; Path=/; Expires=Wed, 09 Jun 2027 10:18:14 GMT; Secure;HttpOnly ; SameSite = Lax'),
  ).toEqual({
    name: 'SID',
    value: '31d4d96e=',
    attributes: [
      ['path', '/'],
      ['expires', 'Wed, 09 Jun 2027 10:18:14 GMT'],
      ['secure', ''],
      ['httponly', ''],
      ['samesite', 'Lax'],
    ],
  });
});

test.each([
  ['a', '', 'a'],
  ['=a', '', 'a'],
  ['a=', 'a', ''],
  ['__proto__=1', '__proto__', '1'],
  ['a="b c"', 'a', '"b c"'],
])('%s has the name %j and the value %j', (line, name, value) => {
  expect(parseSetCookie(line)).toEqual({ name, value, attributes: [] });
});

test('attributes that are unknown, or stand twice, are kept', () => {
  expect(parseSetCookie('a=1; Path=/; Path=/x; Foo=Bar').attributes).toEqual([
    ['path', '/'],
    ['path', '/x'],
    ['foo', 'Bar'],
  ]);
});

test('what a client sends is a list of pairs', () => {
  expect(parseCookies('a=1; b="2"; ; c; a=3')).toEqual([
    ['a', '1'],
    ['b', '"2"'],
    ['', 'c'],
    ['a', '3'],
  ]);
});
