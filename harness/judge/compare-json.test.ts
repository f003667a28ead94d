import { expect, test } from 'vitest';
import { parseJson } from '../values/lossless-json.ts';
import { JsonComparison } from './compare-json.ts';
import { findShortfalls } from './meets-expectation.ts';

function compareTexts(left: string, right: string) {
  return new JsonComparison().compare(parseJson(left) ?? null, parseJson(right) ?? null);
}

test.each([
  ['9007199254740992', '9007199254740993'],
  ['1e400', '2e400'],
  ['1', '1.0'],
  ['0', '-0'],
  ['0.1', '0.1000000000000000055'],
])('the numbers %s and %s differ', (left, right) => {
  expect(compareTexts(`{"n":${left}}`, `{"n":${right}}`)).toMatchObject([{ pointer: '/n', kind: 'value' }]);
});

test('a number and a text that is written the same differ in type', () => {
  expect(compareTexts('{"n":1.0}', '{"n":"1.0"}')).toMatchObject([{ pointer: '/n', kind: 'type' }]);
});

test('a member that stands twice differs from one that stands once', () => {
  expect(compareTexts('{"a":2}', '{"a":1,"a":2}')).toMatchObject([{ pointer: '/$duplicates', kind: 'extra' }]);
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a member %s of one side is seen', (name) => {
  expect(compareTexts('{}', `{"${name}":1}`)).toMatchObject([{ pointer: `/${name}`, kind: 'extra', right: 1 }]);
  expect(compareTexts(`{"a":1}`, `{"${name}":1}`)).toHaveLength(2);
});

test('an expected member that only every object inherits is missing', () => {
  expect(findShortfalls({ constructor: 'Ada' }, {})).toMatchObject([{ pointer: '/constructor', kind: 'missing' }]);
});

test('an expected number is met however it is written', () => {
  expect(findShortfalls({ price: 10 }, parseJson('{"price":10.0}'))).toEqual([]);
  expect(findShortfalls({ id: 9007199254740992 }, parseJson('{"id":9007199254740993}'))).toHaveLength(1);
});
