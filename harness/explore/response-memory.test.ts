import { expect, test } from 'vitest';
import { ResponseMemory } from './response-memory.ts';

test('what an answer gave is found by the name of its property, however deep it was', () => {
  const memory = new ResponseMemory();

  memory.keep({ items: [{ id: 'first' }, { id: 'second' }] });

  expect([memory.recall('id', 0), memory.recall('id', 1), memory.recall('id', 2)]).toEqual([
    'first',
    'second',
    'first',
  ]);
});

test('a name is found by its end, since answers and requests call things differently', () => {
  const memory = new ResponseMemory();

  memory.keep({ nextCursor: 'abc', password: 'tea' });

  expect([memory.recall('cursor', 0), memory.recall('currentPassword', 0)]).toEqual(['abc', 'tea']);
});

test('a request is filled with what was remembered, and says so where nothing was', () => {
  const memory = new ResponseMemory();
  memory.keep({ token: 'abc' });

  const filled = memory.fill({ a: { $earlier: 'token', pick: 0 }, b: [{ $earlier: 'id', pick: 0 }], c: 7 });

  expect(filled).toEqual({ a: 'abc', b: ['nothing-yet'], c: 7 });
});

test('an identifier mostly comes from the part of the API that is asked for it', () => {
  const memory = new ResponseMemory();
  memory.keep({ id: 'of-a-person' }, '/people');
  memory.keep({ id: 'of-a-note' }, '/notes');

  const picked = [0, 1, 2, 3].map((pick) => memory.recall('id', pick, '/notes/{id}'));

  expect(picked).toEqual(['of-a-note', 'of-a-note', 'of-a-note', 'of-a-note']);
  expect(memory.recall('id', 7, '/people/{id}')).toBe('of-a-note');
});

test('what was sent is remembered where it was accepted, and what a stream said without the numbers of its events', () => {
  const memory = new ResponseMemory();

  memory.keepExchange({ call: 'POST /people', json: { email: 'ada' } }, { status: 201, body: null });
  memory.keepExchange({ call: 'POST /people', json: { email: 'eve' } }, { status: 409, body: null });
  memory.keepExchange(
    { call: 'POST /notes' },
    { status: 200, body: [{ event: 'done', id: '1', data: { note: { id: 'n' } } }] },
  );

  expect([memory.recall('email', 0), memory.recall('email', 1)]).toEqual(['ada', 'ada']);
  expect([memory.recall('id', 0), memory.recall('id', 1)]).toEqual(['n', 'n']);
});

test('a credential is what looks like one by its name', () => {
  const memory = new ResponseMemory();

  memory.keep({ accessToken: 'a', key: 'k', id: 'i' });

  expect([memory.credential(0), memory.credential(1), memory.credential(2)]).toEqual(['a', 'k', 'a']);
});
