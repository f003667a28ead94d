import { expect, test } from 'vitest';
import { Memory } from './memory.ts';

test('what an answer gave is found by the name of its property, however deep it was', () => {
  const memory = new Memory();
  memory.keep({ items: [{ id: 'first' }, { id: 'second' }] });

  expect([memory.recall('id', 0), memory.recall('id', 1), memory.recall('id', 2)]).toEqual([
    'first',
    'second',
    'first',
  ]);
});

test('a name is found by its end, since answers and requests call things differently', () => {
  const memory = new Memory();
  memory.keep({ nextCursor: 'abc' });

  expect(memory.recall('cursor', 3)).toBe('abc');
});

test('a request is filled with what was remembered, and says so where nothing was', () => {
  const memory = new Memory();
  memory.keep({ token: 'abc' });

  const filled = memory.fill({ a: { $earlier: 'token', pick: 0 }, b: [{ $earlier: 'id', pick: 0 }], c: 7 });

  expect(filled).toEqual({ a: 'abc', b: ['nothing-yet'], c: 7 });
});
