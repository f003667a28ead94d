import { expect, test } from 'vitest';
import { NotJson, toJson } from './to-json.ts';

test('a value becomes what JSON.stringify would write', () => {
  const value = { a: [1, undefined, null], b: undefined, at: new Date(0), nested: { toJSON: () => ({ c: true }) } };

  expect(toJson(value)).toEqual({ a: [1, null, null], at: '1970-01-01T00:00:00.000Z', nested: { c: true } });
});

test.each<[string, unknown, unknown]>([
  ['NaN', Number.NaN, { $number: 'NaN' }],
  ['an infinity', Number.NEGATIVE_INFINITY, { $number: '-Infinity' }],
  ['minus zero', -0, { $number: '-0' }],
  ['a large BigInt', 9007199254740993n, { $number: '9007199254740993' }],
  ['a small BigInt', 7n, 7],
])('%s is a number', (_, value, expected) => {
  expect(toJson([value])).toEqual([expected]);
});

test.each<[string, unknown]>([
  ['a Map', new Map([['a', 1]])],
  ['a Set', new Set([1])],
  ['a promise', Promise.resolve(1)],
  ['a regular expression', /a/],
  ['a function', () => 1],
  ['a symbol', Symbol('a')],
])('%s is refused with its place', (_, value) => {
  expect(() => toJson({ list: [value] })).toThrow(/ at \/list\/0 is not JSON/);
});

test('a circle is refused with its place', () => {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;

  expect(() => toJson({ circle })).toThrow(NotJson);
});

test('one object in two places is no circle', () => {
  const shared = { a: 1 };

  expect(toJson([shared, shared])).toEqual([{ a: 1 }, { a: 1 }]);
});
