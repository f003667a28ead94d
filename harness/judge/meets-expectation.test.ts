import { describe, expect, test } from 'vitest';
import { like } from '../scenario/api/like.ts';
import type { Json } from '../values/json.ts';
import { findShortfalls } from './meets-expectation.ts';

const UUID = '11111111-1111-4111-8111-111111111111';
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const JWT = `${encode({ alg: 'HS256' })}.${encode({ type: 'access' })}.sig_0123456789abcdef`;

const kinds = (expected: Json, actual: Json) =>
  findShortfalls(expected, actual).map(({ kind, pointer }) => `${kind} ${pointer}`);

describe('plain values', () => {
  test('an object may hold more than what is expected of it', () => {
    expect(kinds({ a: 1 }, { a: 1, b: 2 })).toEqual([]);
  });

  test.each<[string, Json, Json, string]>([
    ['another value', { a: 1 }, { a: 2 }, 'value /a'],
    ['another type', { a: 1 }, { a: '1' }, 'type /a'],
    ['a missing property', { a: 1 }, {}, 'missing /a'],
    ['a longer list', { a: [1] }, { a: [1, 2] }, 'length /a'],
    ['an item of a list', { a: [1, 2] }, { a: [1, 3] }, 'value /a/1'],
    ['another status', { response: { status: 200 } }, { response: { status: 500 } }, 'status /response/status'],
  ])('%s falls short', (_, expected, actual, shortfall) => {
    expect(kinds(expected, actual)).toEqual([shortfall]);
  });
});

describe('matchers', () => {
  test.each<[string, Json, Json]>([
    ['text', like.text(), 'x'],
    ['includes', like.includes('a', 'b'), 'b and a'],
    ['excludes', like.excludes('secret'), 'nothing here'],
    ['uuid', like.uuid(), UUID],
    ['instant', like.instant(), '2026-11-24T10:00:00.000Z'],
    ['jwt', like.jwt({ type: 'access' }), JWT],
    ['uuid of a version', like.uuid(4), UUID],
    ['instant of a zone', like.instant('+02:00'), '2026-11-24T10:00:00+02:00'],
    ['pattern', like.pattern(/[a-c]+/), 'abc'],
    ['email', like.email(), 'ada@example.test'],
    ['number', like.number(1), 1],
    ['number between two', like.number(1, 2), 1.5],
    ['integer', like.integer(), 0],
    ['boolean', like.boolean(), false],
    ['nullable by null', like.nullable(like.text()), null],
    ['nullable by the value', like.nullable(like.text()), 'x'],
    ['one of by a matcher', like.oneOf(like.uuid(), 'none'), UUID],
    ['list, of none', like.list(like.text()), []],
    ['list between two lengths', like.list(like.text(), { min: 1, max: 2 }), ['a', 'b']],
    ['one of', like.oneOf('a', null), null],
    ['each', like.each({ a: like.number() }), [{ a: 1 }, { a: 2 }]],
    ['some', like.some({ a: 2 }), [{ a: 1 }, { a: 2 }]],
  ])('%s is met', (_, matcher, actual) => {
    expect(kinds(matcher, actual)).toEqual([]);
  });

  test.each<[string, Json, Json, string]>([
    ['text by an empty text', like.text(), '', 'value'],
    ['text by null', like.text(), null, 'type'],
    ['includes by one part of two', like.includes('a', 'b'), 'a', 'value'],
    ['excludes by the part', like.excludes('secret'), 'a secret', 'value'],
    ['pattern by a part of the text', like.pattern(/b/), 'abc', 'value'],
    ['email by a name', like.email(), 'ada', 'value'],
    ['uuid by another text', like.uuid(), 'not-a-uuid', 'value'],
    ['uuid by another version', like.uuid(7), UUID, 'value'],
    ['instant by a date', like.instant(), '2026-11-24', 'value'],
    ['instant by another zone', like.instant('Z'), '2026-11-24T10:00:00+02:00', 'value'],
    ['jwt by another claim', like.jwt({ type: 'refresh' }), JWT, 'value'],
    ['jwt by another text', like.jwt(), 'a.b.c', 'value'],
    ['number by a smaller one', like.number(1), 0, 'value'],
    ['number by a larger one', like.number(0, 1), 2, 'value'],
    ['number by a text', like.number(), '1', 'type'],
    ['integer by a fraction', like.integer(), 0.5, 'value'],
    ['boolean by a number', like.boolean(), 0, 'type'],
    ['nullable by another type', like.nullable(like.text()), 1, 'value'],
    ['one of by another', like.oneOf('a', 'b'), 'c', 'value'],
    ['each by an empty list', like.each(1), [], 'length'],
    ['each by an object', like.each(1), {}, 'type'],
    ['list by too many', like.list(1, { max: 1 }), [1, 1], 'length'],
    ['list by too few', like.list(1, { min: 1 }), [], 'length'],
    ['some by no item', like.some(3), [1, 2], 'value'],
    ['an unknown matcher', { $like: 'anything' }, 'x', 'value'],
  ])('%s is not met', (_, matcher, actual, kind) => {
    expect(kinds(matcher, actual)).toEqual([`${kind} `]);
  });

  test('an item of a list that falls short is named', () => {
    expect(kinds({ a: like.list(like.integer()) }, { a: [1, 'x'] })).toEqual(['type /a/1']);
  });

  test('only is met by an object with these members and no other', () => {
    const expected = { a: like.only({ b: like.integer() }) };

    expect(kinds(expected, { a: { b: 1 } })).toEqual([]);
    expect(kinds(expected, { a: { b: 1, c: 2 } })).toEqual(['extra /a/c']);
    expect(kinds(expected, { a: {} })).toEqual(['missing /a/b']);
    expect(kinds(expected, { a: [1] })).toEqual(['type /a']);
    expect(kinds(expected, {})).toEqual(['missing /a']);
  });

  test('absent is met by no property, and by nothing else', () => {
    expect(kinds({ a: like.absent() }, {})).toEqual([]);
    expect(kinds({ a: like.absent() }, { a: null })).toEqual(['extra /a']);
  });
});
