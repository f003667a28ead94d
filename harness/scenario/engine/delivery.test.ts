import { expect, test } from 'vitest';
import { type Arrival, describeDelivery, withoutKeepAlives } from './delivery.ts';

type Piece = readonly [atMs: number, text: string];

const arriving = (...pieces: readonly Piece[]) => describeDelivery(...createArrivals(pieces));

function createArrivals(pieces: readonly Piece[]): readonly [string, readonly Arrival[]] {
  const arrivals: Arrival[] = [];
  let body = Buffer.alloc(0);
  for (const [atMs, text] of pieces) {
    body = Buffer.concat([body, Buffer.from(text)]);
    arrivals.push({ atMs, bytes: body.length });
  }
  return [body.toString('utf8'), arrivals];
}

test('events that came one by one are as many flushes', () => {
  const delivery = arriving([5, 'data: 1\n\n'], [10, 'data: ü\n\n'], [30.04, 'data: 3\n\n']);

  expect(delivery).toEqual({ flushes: 3, firstMs: 5, lastMs: 30 });
});

test('a piece of an event is no flush', () => {
  const delivery = arriving([5, 'data: on'], [10, 'e\n\ndata: 2\n\n']);

  expect(delivery).toEqual({ flushes: 1, firstMs: 10, lastMs: 10 });
});

test('a sign of life is no event', () => {
  const delivery = arriving([5, ': still here\n\n'], [10, 'data: 1\r\n\r\n']);

  expect(delivery).toEqual({ flushes: 1, firstMs: 10, lastMs: 10 });
});

test('a body without an event was not delivered at all', () => {
  expect(arriving([5, 'data: 1'])).toBeUndefined();
});

test('a comment that comes by itself after a second of silence keeps the connection open, and says nothing', () => {
  const pieces = [
    [5, ': hello\n\n'],
    [10, 'data: 1\n\n'],
    [1_200, ': ping\n\n'],
    [1_300, ': done\n\ndata: 2'],
  ] as const;

  expect(withoutKeepAlives(...createArrivals(pieces))).toBe(': hello\n\ndata: 1\n\n: done\n\ndata: 2');
});
