import { expect, test } from 'vitest';
import { findCycles } from './find-cycles.ts';

test.each<[string, Record<string, string[]>, string[][]]>([
  ['nothing in a chain', { a: ['b'], b: ['c'], c: [] }, []],
  ['nothing in a diamond', { a: ['b', 'c'], b: ['d'], c: ['d'] }, []],
  ['a pair', { a: ['b'], b: ['a'] }, [['a', 'b']]],
  ['a long way back', { a: ['b'], b: ['c'], c: ['d'], d: ['b'] }, [['b', 'c', 'd']]],
  [
    'two apart',
    { a: ['b', 'c'], b: ['a'], c: ['d'], d: ['c'] },
    [
      ['c', 'd'],
      ['a', 'b'],
    ],
  ],
  ['nothing in a node that leads to itself', { a: ['a'] }, []],
])('finds %s', (_, graph, expected) => {
  expect(findCycles(new Map(Object.entries(graph)))).toEqual(expected);
});
