import { describe, expect, test } from 'vitest';
import type { Json } from '../observe/json.ts';
import { like } from '../scenario/like.ts';
import { shortfalls } from './meets-expectation.ts';

const UUID = '11111111-1111-4111-8111-111111111111';
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const JWT = `${encode({ alg: 'HS256' })}.${encode({ type: 'access' })}.sig_0123456789abcdef`;

const kinds = (expected: Json, actual: Json) =>
  shortfalls(expected, actual).map(({ kind, pointer }) => `${kind} ${pointer}`);

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
    ['number', like.number(1), 1],
    ['one of', like.oneOf('a', null), null],
    ['each', like.each({ a: like.number() }), [{ a: 1 }, { a: 2 }]],
    ['some', like.some({ a: 2 }), [{ a: 1 }, { a: 2 }]],
  ])('%s is met', (_, matcher, actual) => {
    expect(kinds(matcher, actual)).toEqual([]);
  });

  test.each<[string, Json, Json]>([
    ['text by an empty text', like.text(), ''],
    ['text by null', like.text(), null],
    ['includes by one part of two', like.includes('a', 'b'), 'a'],
    ['excludes by the part', like.excludes('secret'), 'a secret'],
    ['uuid by another text', like.uuid(), 'not-a-uuid'],
    ['instant by a date', like.instant(), '2026-11-24'],
    ['jwt by another claim', like.jwt({ type: 'refresh' }), JWT],
    ['jwt by another text', like.jwt(), 'a.b.c'],
    ['number by a smaller one', like.number(1), 0],
    ['number by a text', like.number(), '1'],
    ['one of by another', like.oneOf('a', 'b'), 'c'],
    ['each by an empty list', like.each(1), []],
    ['some by no item', like.some(3), [1, 2]],
    ['an unknown matcher', { $like: 'anything' }, 'x'],
  ])('%s is not met', (_, matcher, actual) => {
    expect(kinds(matcher, actual)).toEqual(['value ']);
  });

  test('absent is met by no property, and by nothing else', () => {
    expect(kinds({ a: like.absent() }, {})).toEqual([]);
    expect(kinds({ a: like.absent() }, { a: null })).toEqual(['extra /a']);
  });
});
