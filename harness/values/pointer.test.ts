import { expect, test } from 'vitest';
import { join, matchesPointer } from './pointer.ts';

test('a token is escaped as RFC 6901 asks', () => {
  expect(join('/a', 'b/c~d')).toBe('/a/b~1c~0d');
});

test.each([
  ['/a/b', '/a/b', true],
  ['/a/*', '/a/b', true],
  ['/a/*', '/a/b/c', false],
  ['/a/**', '/a/b/c', true],
  ['/a/**', '/a', true],
  ['/**/c', '/a/b/c', true],
  ['/**/c', '/c', true],
  ['/a/**/c', '/a/c', true],
  ['/a/**/c', '/a/b/d', false],
  ['', '', true],
  ['/a', '', false],
])('%s and %s: %s', (pattern, pointer, expected) => {
  expect(matchesPointer(pattern, pointer)).toBe(expected);
});
