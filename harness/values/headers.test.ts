import { expect, test } from 'vitest';
import { getHeader, getHeaders, joinHeaders, readRawHeaders } from './headers.ts';

const HEADERS = readRawHeaders([
  'Vary',
  'Accept',
  'Set-Cookie',
  'a=1',
  'vary',
  'Origin',
  'SET-COOKIE',
  'b=2',
  '__proto__',
  'x',
]);

test('lines keep their order and their number', () => {
  expect(HEADERS).toEqual([
    ['vary', 'Accept'],
    ['set-cookie', 'a=1'],
    ['vary', 'Origin'],
    ['set-cookie', 'b=2'],
    ['__proto__', 'x'],
  ]);
  expect(getHeaders(HEADERS, 'vary')).toEqual(['Accept', 'Origin']);
});

test('a list that is spread over lines is one list, and cookies stay apart', () => {
  expect(getHeader(HEADERS, 'vary')).toBe('Accept, Origin');
  expect(getHeader(HEADERS, 'set-cookie')).toBe('a=1\nb=2');
  expect(getHeader(HEADERS, 'etag')).toBeUndefined();
});

test('a header may have any name', () => {
  expect(Object.entries(joinHeaders(HEADERS))).toEqual([
    ['__proto__', 'x'],
    ['set-cookie', 'a=1\nb=2'],
    ['vary', 'Accept, Origin'],
  ]);
  expect(getHeader([], 'constructor')).toBeUndefined();
});
