import { expect, test } from 'vitest';
import { like } from '../../scenario/api/like.ts';
import type { Json } from '../../values/json.ts';
import { formatInFull, formatInline } from './format-value.ts';

const MATCHERS: readonly (readonly [Json, string])[] = [
  [like.text(), 'any text that is not empty'],
  [like.includes('a', 'b'), 'a text with each of ["a","b"]'],
  [like.excludes('"'), String.raw`a text with none of ["\""]`],
  [like.pattern(/a\d"/i), String.raw`a text that matches /a\d"/i`],
  [like.email(), 'any e-mail address'],
  [like.uuid(), 'any UUID'],
  [like.uuid(4), 'any UUID of version 4'],
  [like.instant(), 'any instant'],
  [like.instant('Z'), 'any instant in the zone Z'],
  [like.jwt({ sub: like.uuid() }), 'a JWT with the claims {"sub":any UUID}'],
  [like.number(), 'a number of at least 0'],
  [like.integer(1, 5), 'a whole number from 1 to 5'],
  [like.boolean(), 'true or false'],
  [like.nullable(like.instant()), 'null or any instant'],
  [like.oneOf(1, like.text()), 'one of [1,any text that is not empty]'],
  [like.absent(), 'nothing'],
  [like.only({ a: 1 }), '{"a":1} and nothing else'],
  [like.each({ id: like.uuid() }), 'a list with items, each item {"id":any UUID}'],
  [like.list({ id: 1 }, { min: 2, max: 2 }), 'a list of exactly 2 items, each item {"id":1}'],
  [like.list(like.text()), 'a list, each item any text that is not empty'],
  [
    like.some({ id: like.each(like.uuid()) }),
    'a list in which an item is {"id":a list with items, each item any UUID}',
  ],
];

test.each(MATCHERS)('a matcher is said in words: %j', (matcher, words) => {
  expect(formatInline(matcher)).toBe(words);
});

test('a matcher inside of a value stands there in words, and the rest stays JSON', () => {
  const expectation = { status: 201, body: { id: like.uuid(), name: 'Ada "the first"' } };

  expect(formatInline(expectation)).toBe(String.raw`{"status":201,"body":{"id":any UUID,"name":"Ada \"the first\""}}`);
  expect(formatInFull({ id: like.uuid() })).toBe('{\n  "id": any UUID\n}');
});

test('a value that is not there is told from one that is empty', () => {
  expect([undefined, '', null, []].map((value) => formatInFull(value))).toEqual(['nothing', '""', 'null', '[]']);
});
