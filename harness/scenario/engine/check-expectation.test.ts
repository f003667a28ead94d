import { expect, test } from 'vitest';
import { like } from '../api/like.ts';
import { findUnreadable } from './check-expectation.ts';

class Money {
  readonly amount = 1;
}

const monday = { day: 'Monday' };
const circular: Record<string, unknown> = {};
circular['self'] = circular;

test.each<[string, unknown, string, string]>([
  ['undefined', { status: undefined }, '/status', 'undefined'],
  ['undefined in a list', { body: [1, undefined] }, '/body/1', 'undefined'],
  ['a Promise', { body: Promise.resolve(1) }, '/body', 'a Promise'],
  ['a Map', { body: new Map([['a', 1]]) }, '/body', 'an instance of Map'],
  ['a Set', { body: { tags: new Set(['a']) } }, '/body/tags', 'an instance of Set'],
  ['a RegExp', { body: { name: /a/ } }, '/body/name', 'a RegExp'],
  ['a Date', { body: { at: new Date(0) } }, '/body/at', 'a Date'],
  ['a function', { body: { id: like.uuid } }, '/body/id', 'a function'],
  ['an instance of a class', { body: new Money() }, '/body', 'an instance of Money'],
  ['bytes', { body: Buffer.from('a') }, '/body', 'an instance of Buffer'],
  ['NaN', { body: { n: Number.NaN } }, '/body/n', 'NaN'],
  ['Infinity', { body: [Number.POSITIVE_INFINITY] }, '/body/0', 'Infinity'],
  ['a bigint', { body: { n: 1n } }, '/body/n', 'a bigint'],
  ['a symbol', { body: Symbol('a') }, '/body', 'a symbol'],
  ['a value in a matcher', { body: { $like: 'each', item: { at: new Date(0) } } }, '/body/item/at', 'a Date'],
  ['an object that contains itself', { body: circular }, '/body/self', 'an object that contains itself'],
  ['nothing at all', {}, '', 'an empty object'],
])('%s in an expectation is found', (_, expectation, pointer, what) => {
  const found = findUnreadable(expectation);

  expect(found).toMatchObject({ pointer, what, hint: expect.stringMatching(/\.$/) });
});

test.each<[string, unknown]>([
  ['JSON', { status: 200, body: { a: [1, 'two', null, true, {}] } }],
  ['matchers', { body: { id: like.uuid(), name: like.pattern(/^a/), no: like.absent(), list: like.list('a') } }],
  ['the same object twice', { body: [monday, monday] }],
  ['an object without a prototype', { body: Object.assign(Object.create(null), { a: 1 }) }],
])('%s in an expectation is fine', (_, expectation) => {
  expect(findUnreadable(expectation)).toBeUndefined();
});
